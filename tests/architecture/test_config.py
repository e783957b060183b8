"""Every field of a configuration says whether the text of a package depends on it."""

from __future__ import annotations

import json
from dataclasses import Field, fields, replace
from pathlib import Path
from typing import Any

import pytest

from restamp.config.model import ClientConfig, Include
from restamp.output.fresh import options_of

HERE = Path("/project")
CONFIG = ClientConfig(
    name="pets",
    spec=HERE / "specs/pets.yaml",
    spec_name="specs/pets.yaml",
    overlays=(),
    output=HERE / "out/pets",
    root=HERE,
)
OTHER = {
    "spec": HERE / "elsewhere/zoo.yaml",
    "overlays": ((HERE / "specs/a.yaml", "specs/a.yaml"),),
    "output": HERE / "out/zoo",
    "include": Include(tags=("a",)),
    "templates": HERE / "templates",
    "testing": False,
    "names": "resources",
    "bodies": "arguments",
    "drift_log": True,
    "recording": True,
    "runtime": HERE / "out/runtime",
    "import_path": "app.pets",
    "custom": ("Client",),
}
"""Another value of each field that decides."""
NAMES = {"spec": {"spec_name": "elsewhere/zoo.yaml"}}
"""What changes with a field."""


@pytest.mark.parametrize("field", fields(ClientConfig), ids=lambda field: field.name)
def test_every_field_is_marked(field: Field[Any]) -> None:
    assert field.metadata.get("decides") in (True, False), "mark it with DECIDES or BESIDE"


def test_the_marked_fields_are_those_that_have_a_case_here() -> None:
    assert {f.name for f in fields(ClientConfig) if f.metadata["decides"]} == OTHER.keys()


@pytest.mark.parametrize("name", OTHER)
def test_a_marked_field_decides(name: str) -> None:
    changed = replace(CONFIG, **{name: OTHER[name], **NAMES.get(name, {})})
    before, after = json.loads(options_of(CONFIG)), json.loads(options_of(changed))
    assert before.keys() == after.keys() == OTHER.keys()
    if name != "spec":  # its path from its own folder: the lock has its hash
        assert before[name] != after[name]


def test_what_only_says_where_inputs_are_decides_nothing() -> None:
    changed = replace(CONFIG, name="x", strict=True, use_cache=False, allow_remotes=("a.example",))
    assert options_of(changed) == options_of(CONFIG)
