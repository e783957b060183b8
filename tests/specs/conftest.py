"""The documents under specs/, as they are and with their overlays.

The overlays are applied here by a few lines of the tests' own, so that the documents are checked
without the generator.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonpath_rfc9535
import pytest
import yaml

SPECS = Path(__file__).parents[2] / "specs"


@dataclass(frozen=True, slots=True)
class Spec:
    """A document, its overlay, and what the second makes of the first."""

    name: str
    tree: dict[str, Any]
    overlay: dict[str, Any]
    overlaid: dict[str, Any]
    idle: tuple[str, ...]
    """Targets of the overlay that match nothing when their turn comes."""


def merged(target: Any, update: Any) -> Any:
    """What an update makes of a value (Overlay 1.0.0, section 4.4.3)."""
    match target, update:
        case dict(), dict():
            return target | {
                key: merged(target[key], value) if key in target else deepcopy(value)
                for key, value in update.items()
            }
        case list(), list():
            return [*target, *deepcopy(update)]
        case _:
            return deepcopy(update)


def applied(tree: Any, action: dict[str, Any]) -> tuple[Any, bool]:
    """The document after one action, and whether the action matched anything."""
    nodes = jsonpath_rfc9535.find(action["target"], tree)
    for node in reversed(nodes):
        if not isinstance(node.value, dict | list):
            raise TypeError(f"{action['target']} selects a primitive")
        if not node.location:
            tree = merged(tree, action["update"])
            continue
        *above, last = node.location
        parent = tree
        for key in above:
            parent = parent[key]
        if action.get("remove"):
            del parent[last]
        elif isinstance(node.value, list):
            parent[last] = [*node.value, deepcopy(action["update"])]
        else:
            parent[last] = merged(node.value, action["update"])
    return tree, bool(nodes)


def load(name: str) -> Spec:
    """Reads a document and applies its overlay."""
    tree = yaml.safe_load((SPECS / f"{name}.yaml").read_text(encoding="utf-8"))
    overlay = yaml.safe_load((SPECS / f"{name}.overlay.yaml").read_text(encoding="utf-8"))
    overlaid, idle = deepcopy(tree), []
    for action in overlay["actions"]:
        overlaid, matched = applied(overlaid, action)
        if not matched:
            idle.append(action["target"])
    return Spec(name, tree, overlay, overlaid, tuple(idle))


@pytest.fixture(scope="session")
def blink() -> Spec:
    return load("blink")


@pytest.fixture(scope="session")
def tracecat() -> Spec:
    return load("tracecat")


@pytest.fixture(scope="session", params=["blink", "tracecat"])
def spec(request: pytest.FixtureRequest) -> Spec:
    return load(request.param)
