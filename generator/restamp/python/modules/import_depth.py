"""How deep the modules of `models` import one another: Python gives up at some 150 imports in imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from restamp.diagnostics.model import Diagnostics
from restamp.python.modules.layout import Layout

MOST = 100
"""Modules that import one another in a row; published documents need a dozen."""


def check_depth(layout: Layout, diagnostics: Diagnostics) -> None:
    """An error `limits-exceeded` at a schema from which others lead on too far to be imported."""
    bound = _bounds(layout.imports, layout.cycle)
    for module in sorted(layout.imports):
        if bound[module] > MOST and _nesting(layout.imports, module) > MOST:
            said = f"from this schema, others lead on through more than {MOST} modules"
            diagnostics.error("limits-exceeded", said, layout.modules[module][0])
            return


def _bounds(imports: Mapping[str, Collection[str]], cycle: Mapping[str, int]) -> dict[str, int]:
    """At most how deep the imports of each module nest: as if a cycle were one long row."""
    members: dict[int, list[str]] = {}
    for module, number in cycle.items():
        members.setdefault(number, []).append(module)
    depth: dict[int, int] = {}
    todo = sorted(members)
    while todo:
        number = todo[-1]
        inner = {cycle[m] for member in members[number] for m in imports[member]} - {number}
        missing = [other for other in inner if other not in depth]
        if missing:
            todo += missing
            continue
        depth[number] = len(members[number]) + max((depth[o] for o in inner), default=0)
        todo.pop()
    return {module: depth[number] for module, number in cycle.items()}


def _nesting(imports: Mapping[str, Collection[str]], start: str) -> int:
    """How deep the imports nest when a module is the first that is imported."""
    seen, deepest = {start}, 1
    stack = [iter(sorted(imports[start]))]
    while stack and deepest <= MOST:
        for module in stack[-1]:
            if module not in seen:
                seen.add(module)
                stack.append(iter(sorted(imports[module])))
                deepest = max(deepest, len(stack))
                break
        else:
            stack.pop()
    return deepest
