"""A small change of a document is a small change of its client."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Restamp = Callable[..., Any]
Tree = dict[str, Any]

RUN = ["generate", "--spec", "spec.json", "--output", "client", "--quiet"]
LOCK = "restamp.lock"
SURFACE = "restamp.api.json"
"""Lists what callers can use, under the title and the version of the document."""


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "client").rglob("*") if path.is_file())
    return {path.relative_to(folder / "client").as_posix(): path.read_bytes() for path in files}


def touched(restamp: Restamp, folder: Path, tree: Tree) -> set[str]:
    """The files that are others once the document is this one."""
    before = contents(folder) if (folder / "client").exists() else {}
    (folder / "spec.json").write_text(json.dumps(tree, indent=1))
    assert restamp(RUN, folder).status == 0
    after = contents(folder)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def operation(tag: str) -> Tree:
    schema = {"type": "object", "properties": {"made": {"type": "string"}}}
    answer = {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}
    return {"operationId": "newlyMade", "tags": [tag], "responses": answer}


def compared(
    restamp: Restamp, folder: Path, tree: Tree, schema: str, module: str, tag: str
) -> None:
    touched(restamp, folder, tree)
    tree["info"]["version"] = "9.9.9"
    assert touched(restamp, folder, tree) == {LOCK, SURFACE}
    tree["components"]["schemas"][schema]["properties"]["a_new_one"] = {"type": "string"}
    assert touched(restamp, folder, tree) == {f"models/{module}.py", LOCK, SURFACE}
    tree["paths"]["/newly/made"] = {"get": operation(tag)}
    # What lists the operations and the models lists the new ones too.
    lists = {
        "API.md",
        "README.md",
        "models/__init__.py",
        "models/_exports.py",
        "testing/_operations.json",
        f"testing/{tag}.py",
    }
    assert touched(restamp, folder, tree) == {
        f"api/{tag}.py",
        f"resources/{tag}.py",
        "models/newly_made.py",
        LOCK,
        SURFACE,
        *lists,
    }


def test_of_a_small_document(restamp: Restamp, tmp_path: Path) -> None:
    tree = json.loads((Path(__file__).parent / "zoo.json").read_text())
    compared(restamp, tmp_path, tree, "NewPet", "new_pet", "pets")


@pytest.mark.skipif(
    "RESTAMP_LONG" not in os.environ, reason="two minutes: RESTAMP_LONG asks for it"
)
def test_of_githubs_document(restamp: Restamp, tmp_path: Path) -> None:
    file = Path(os.environ.get("RESTAMP_CORPUS", ""), "github/github.json")
    if not file.is_file():
        pytest.skip("RESTAMP_CORPUS does not have GitHub's document")
    compared(
        restamp,
        tmp_path,
        json.loads(file.read_text("utf-8")),
        "license-simple",
        "license_simple",
        "licenses",
    )
