"""The nesting depth of imports in `models`: Python fails at about 150 nested imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from restamp.diagnostics.model import Diagnostics
from restamp.python.modules.layout import Layout

MAX_DEPTH = 100
"""Maximum length of a chain of imports; published documents need about 12."""


def check_depth(layout: Layout, diagnostics: Diagnostics) -> None:
    """Report `limits-exceeded` at a schema whose chain of references is too long to be imported."""
    bound = _bounds(layout.imports, layout.cycle)
    for module in sorted(layout.imports):
        if bound[module] > MAX_DEPTH and _nesting(layout.imports, module) > MAX_DEPTH:
            message = f"the references from this schema need more than {MAX_DEPTH} nested modules"
            diagnostics.error("limits-exceeded", message, layout.modules[module][0])
            return


def _bounds(imports: Mapping[str, Collection[str]], cycle: Mapping[str, int]) -> dict[str, int]:
    """The maximum import depth of each module; a cycle counts with all its modules."""
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
    """The import depth if this module is imported first."""
    seen, deepest = {start}, 1
    stack = [iter(sorted(imports[start]))]
    while stack and deepest <= MAX_DEPTH:
        for module in stack[-1]:
            if module not in seen:
                seen.add(module)
                stack.append(iter(sorted(imports[module])))
                deepest = max(deepest, len(stack))
                break
        else:
            stack.pop()
    return deepest
