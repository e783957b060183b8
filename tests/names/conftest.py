"""A client from a tree, with the lock of the run before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from restamp.config.model import BodiesKey
from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ..packages import client_of

Stamp = Callable[..., Result]


@pytest.fixture(scope="session")
def stamp(tmp_path_factory: pytest.TempPathFactory) -> Stamp:
    """Generate from a document, with the names of a result before it."""
    folder = tmp_path_factory.mktemp("names")

    def stamped(
        tree: Any,
        before: Result | None = None,
        *,
        forgets: bool = False,
        bodies: BodiesKey = "objects",
    ) -> Result:
        (folder / "spec.json").write_text(json.dumps(tree))
        config = replace(client_of(folder, "client"), bodies=bodies)
        locked = LockedNames()
        if before is not None:
            names = {**before.names, **before.removed}
            locked = LockedNames(names, before.shapes, before.removed, forgets, style=before.style)
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
