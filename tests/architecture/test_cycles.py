"""Neither modules nor packages of the generator import themselves by way of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

Modules = Mapping[str, Any]


def test_modules(modules: Modules) -> None:
    assert cycle({module.name: module.inside - {"restamp"} for module in modules.values()}) == ""


def test_packages(modules: Modules) -> None:
    """In each folder the packages, each taken as one, and the modules beside them."""
    for package in (name for name, module in modules.items() if module.file.stem == "__init__"):
        graph: dict[str, set[str]] = {}
        for module in modules.values():
            if part := part_of(package, module.name):
                targets = {part_of(package, target) for target in module.inside}
                graph.setdefault(part, set()).update(targets - {part, ""})
        assert cycle(graph) == "", package


def cycle(graph: Mapping[str, Iterable[str]]) -> str:
    """A cycle of imports, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " -> ".join(error.args[1])
    return ""


def part_of(package: str, name: str) -> str:
    """The module or package in `package` that a module is, or is in; empty elsewhere."""
    inside = name.removeprefix(f"{package}.") if name.startswith(f"{package}.") else ""
    return inside.partition(".")[0]
