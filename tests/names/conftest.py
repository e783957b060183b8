"""A client from a tree, with the lock of the run before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ..packages import client_of

Stamp = Callable[..., Result]


@pytest.fixture(scope="session")
def stamp(tmp_path_factory: pytest.TempPathFactory) -> Stamp:
    """Generate from a document, with the names of a result before it."""
    folder = tmp_path_factory.mktemp("names")

    def stamped(tree: Any, before: Result | None = None, *, forgets: bool = False) -> Result:
        (folder / "spec.json").write_text(json.dumps(tree))
        config = client_of(folder, "client")
        locked = LockedNames()
        if before is not None:
            names = {**before.names, **before.removed}
            locked = LockedNames(names, before.shapes, before.removed, forgets)
        result = generate(config, locked)
        assert not result.failed, result.diagnostics
        return result

    return stamped


@pytest.fixture
def zoo() -> dict[str, Any]:
    """A small document with all that has a name."""
    here: Path = Path(__file__).parent / "zoo.json"
    tree: dict[str, Any] = json.loads(here.read_text())
    return tree
