"""Every kind of finding, on small documents, from the old one to the new and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from restamp.api_diff.comparing import compare
from restamp.api_diff.findings import Difference, Level

from .changes import CASES
from .expected import EXPECTED
from .judging import understand
from .small import Json, document

Found = set[tuple[str, str, bool]]
"""Kind, symbol, and whether it is breaking."""


def difference(old: Json, new: Json, folder: Path, *, pinned: bool = True) -> Difference:
    for name, content in (("old.json", old), ("new.json", new)):
        (folder / name).write_text(json.dumps(content))
    before = understand(folder / "old.json", {})
    pins = before.subject.names.pins(before.subject.api) if pinned else {}
    after = understand(folder / "new.json", pins)
    return compare(before.subject, after.subject)


def shown(found: Difference) -> list[str]:
    return sorted(
        f"{'! ' * (f.level is Level.BREAKING)}{f.kind} {f.symbol}" for f in found.findings
    )


@pytest.mark.parametrize("name", CASES)
def test_change(name: str, tmp_path: Path) -> None:
    old, new = CASES[name]
    expected = EXPECTED[name]
    assert shown(difference(old, new, tmp_path)) == expected[0]
    assert shown(difference(new, old, tmp_path)) == expected[1]


def test_every_case_is_expected() -> None:
    assert CASES.keys() == EXPECTED.keys()


def test_function_behind_a_name_that_stays(tmp_path: Path) -> None:
    named = {"x-restamp-name": "find"}
    old, new = document(operationId="findPet", **named), document(operationId="seekPet", **named)
    assert shown(difference(old, new, tmp_path)) == []
    found = shown(difference(old, new, tmp_path, pinned=False))
    assert found == ["! function-renamed api.pets.find_pet"]
