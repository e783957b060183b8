"""Apply overlays to a document (OpenAPI Overlay Specification 1.0 and 1.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeAlias, cast

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathQuery

from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.overlay.rules import check
from restamp.spec.reading.marks import at_pointer
from restamp.spec.reading.source import Source
from restamp.spec.tree.extensions import LEARNED
from restamp.spec.tree.limits import Limits
from restamp.spec.tree.tree import Json, child, containers, tokens

Location: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root to a value."""

_STANDARD = Limits()
_HYPHENATED = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?P<dots>\.\.?)(?P<name>[^\W\d]\w*(?:-\w+)+)"""
)
"""A string literal, or a shorthand name with hyphens."""


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Reports diagnostics in an overlay, at JSON Pointers of it."""

    overlay: Source
    diagnostics: Diagnostics
    severity_of_misses: Severity

    def error(self, code: str, message: str, pointer: str) -> None:
        """The overlay cannot be applied."""
        location = at_pointer(self.overlay, pointer)
        self.diagnostics.error(code, message, self.overlay.name + pointer, **location)

    def settled(self, code: str, message: str, pointer: str) -> None:
        """A learned action is no longer needed."""
        location = at_pointer(self.overlay, pointer)
        self.diagnostics.note(code, message, self.overlay.name + pointer, **location)

    def miss(self, code: str, message: str, pointer: str) -> None:
        """An action has no effect, or replaces a value of another kind."""
        location = at_pointer(self.overlay, pointer)
        at = self.overlay.name + pointer
        self.diagnostics.add(Diagnostic(self.severity_of_misses, code, message, at, **location))


def _is_settled(tree: Json, action: dict[str, Json]) -> bool:
    """Whether an action of `restamp learn` removes what is no longer there, from an object that still is."""
    mark = action.get(LEARNED.own)
    at = mark.get("at") if isinstance(mark, dict) else None
    if not isinstance(at, str) or action.get("remove") is not True:
        return False
    value: tuple[Json] | None = (tree,)
    for key in tokens(at):
        value = None if value is None else child(value[0], key)
    return value is not None


def _paths() -> JSONPathEnvironment:
    """A JSONPath environment for documents up to the depth limit."""
    environment = JSONPathEnvironment()
    environment.max_recursion_depth = _STANDARD.depth + 1
    return environment


def apply(
    tree: Json,
    overlay: Source,
    diagnostics: Diagnostics,
    limits: Limits = _STANDARD,
    *,
    is_strict: bool = False,
) -> Json:
    """Apply the actions of an overlay in order; the original tree is not changed.

    Errors, located in the overlay: overlay-version, overlay-invalid, overlay-target,
    limits-exceeded; after an error the tree is returned with the changes made so far. Warnings:
    overlay-no-match, overlay-mismatch, which are errors if `is_strict`. `extends` is ignored: the caller selects the document.
    """
    if not check(overlay, diagnostics):
        return tree

    report = _Reporter(overlay, diagnostics, Severity.ERROR if is_strict else Severity.WARNING)
    extent = _Extent(limits, *_extent(tree))
    actions = overlay.tree.get("actions") if isinstance(overlay.tree, dict) else None
    for number, action in enumerate(actions if isinstance(actions, list) else ()):
        if isinstance(action, dict):
            at = join_pointer("#", "actions", number)
            try:
                tree = _apply_action(tree, action, at, report, extent)
            except _TooLarge:
                message = "this action makes the document too large or too deep"
                report.error("limits-exceeded", message, at)
                break
    return tree


class _TooLarge(Exception):
    """An action would make the document exceed the limits."""


@dataclass(slots=True)
class _Extent:
    """An upper bound on the size of a growing tree, which is only measured again when it may be too large."""

    limits: Limits
    size: int
    depth: int

    def add(self, tree: Json, locations: list[Location], update: Json) -> None:
        """Account for an update at all these locations. Raises _TooLarge."""
        size, depth = _extent(update)
        more = size * len(locations)
        self.depth = max(self.depth, depth + max(len(location) for location in locations))
        if self.size + more > self.limits.values:
            self.size, _ = _extent(tree)
        self.size += more
        if self.size > self.limits.values or self.depth > self.limits.depth:
            raise _TooLarge


def _apply_action(
    tree: Json, action: dict[str, Json], at: str, report: _Reporter, extent: _Extent
) -> Json:
    """Apply one action."""
    target = action["target"]
    if not isinstance(target, str):
        return tree
    locations = _select(tree, target, join_pointer(at, "target"), report)
    if locations is None:
        return tree
    if not locations and _is_settled(tree, action):
        message = f"the document no longer has {quoted(target)}, which this action removes"
        report.settled("learned-unneeded", message, join_pointer(at, "target"))
    elif not locations:
        message = f"the target {quoted(target)} matches nothing; the action changes nothing"
        report.miss("overlay-no-match", message, join_pointer(at, "target"))
    elif action.get("remove") is True:
        tree = _remove(tree, locations, at, report)
    elif "copy" in action:
        value = _copy_source(tree, str(action["copy"]), join_pointer(at, "copy"), report)
        if value is not None:
            extent.add(tree, locations, value[0])
            tree = _update(tree, locations, value[0], join_pointer(at, "copy"), report)
    elif "update" in action:
        extent.add(tree, locations, action["update"])
        tree = _update(tree, locations, action["update"], join_pointer(at, "update"), report)
    return tree


def _select(tree: Json, path: str, at: str, report: _Reporter) -> list[Location] | None:
    """The locations that a JSONPath query (RFC 9535) selects, without duplicates; None if it is invalid."""
    try:
        nodes = _query(path).find(tree)
    except (JSONPathError, RecursionError, ArithmeticError, ValueError) as error:
        why = str(error).partition("\n")[0]
        report.error(
            "overlay-target", f"{quoted(path)} is not a JSONPath query (RFC 9535): {why}", at
        )
        return None
    return list(dict.fromkeys(node.location for node in nodes))


def selected(tree: Json, path: str) -> list[Json]:
    """The values that a JSONPath query selects; none if it is invalid."""
    try:
        return [cast("Json", node.value) for node in _query(path).find(tree)]
    except (JSONPathError, RecursionError, ArithmeticError, ValueError):
        return []


def _query(path: str) -> JSONPathQuery:
    """Compile a query; shorthand names with hyphens are read as bracketed names.

    RFC 9535, section 2.5.1, allows no hyphen in `.name`, but users and the examples of the Overlay
    Specification write `.x-name`. Raises JSONPathError.
    """
    try:
        return _paths().compile(path)
    except JSONPathError:
        bracketed = _HYPHENATED.sub(_bracketed, path)
        if bracketed == path:
            raise
        return _paths().compile(bracketed)


def _bracketed(match: re.Match[str]) -> str:
    dots, name = match["dots"], match["name"]
    return match[0] if name is None else f"{'..' if dots == '..' else ''}['{name}']"


def _remove(tree: Json, locations: list[Location], at: str, report: _Reporter) -> Json:
    """Remove nodes from their parents; in an array the last first, so that indices stay valid."""
    for location in sorted(locations, key=_removal_order):
        if not location:
            report.error(
                "overlay-invalid", "the root cannot be removed", join_pointer(at, "target")
            )
            return tree
        tree = _change_at(tree, location[:-1], partial(_without, location[-1]))
    return tree


def _removal_order(location: Location) -> tuple[int, tuple[int, ...]]:
    """Sort key: deeper locations first, and in an array the last item first."""
    return -len(location), tuple(-step if isinstance(step, int) else 0 for step in location)


def _without(step: str | int, parent: Json) -> Json:
    """An object or array without one of its members or items."""
    if isinstance(parent, dict):
        return {key: value for key, value in parent.items() if key != step}
    if isinstance(parent, list):
        return [value for number, value in enumerate(parent) if number != step]
    return parent


def _copy_source(tree: Json, path: str, at: str, report: _Reporter) -> tuple[Json] | None:
    """The single node that `copy` selects, as a 1-tuple; None, with a diagnostic, if it does not select exactly one."""
    locations = _select(tree, path, at, report)
    if locations is not None and len(locations) != 1:
        message = (
            f"{quoted(path)} matches {len(locations)} nodes, not one; the action changes nothing"
        )
        report.miss("overlay-no-match", message, at)
    if locations is None or len(locations) != 1:
        return None
    value = tree
    for step in locations[0]:
        value = _child(value, step)
    return (value,)


def _update(
    tree: Json, locations: list[Location], update: Json, at: str, report: _Reporter
) -> Json:
    """Merge an update into the values at some locations.

    Objects are merged, an array is extended by the items of an array or by one item, a scalar is
    replaced by a scalar (Overlay 1.1, section 4.4.3; 1.0 is the same for objects and arrays).
    """

    def put(value: Json) -> Json:
        if isinstance(value, list) and not isinstance(update, list):
            return [*value, update]
        return _merge(value, update, at, report)

    for location in locations:
        tree = _change_at(tree, location, put)
    return tree


def _extent(tree: Json) -> tuple[int, int]:
    """The number of values in a tree, and its depth."""
    size, deepest = 1, 0
    for container, depth in containers(tree):
        size, deepest = size + len(container), max(deepest, depth)
    return size, deepest


def _merge(old: Json, new: Json, at: str, report: _Reporter) -> Json:
    if isinstance(old, dict) and isinstance(new, dict):
        merged = dict(old)
        for key, value in new.items():
            merged[key] = (
                _merge(old[key], value, join_pointer(at, key), report) if key in old else value
            )
        return merged
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *new]
    if new is None and isinstance(old, dict | list):
        message = "null cannot be merged into an object or array; the value is not changed"
        report.miss("overlay-mismatch", message, at)
        return old
    if isinstance(old, dict | list) or (isinstance(new, dict | list) and old is not None):
        message = "the update has another type than the value it is merged into, and replaces it"
        report.miss("overlay-mismatch", message, at)
    return new


def _change_at(tree: Json, location: Location, change: Callable[[Json], Json]) -> Json:
    """Replace the value at a location, copying its ancestors."""
    if not location:
        return change(tree)
    step, rest = location[0], location[1:]
    inner = _change_at(_child(tree, step), rest, change)
    if isinstance(tree, dict) and isinstance(step, str):
        return {**tree, step: inner}
    if isinstance(tree, list) and isinstance(step, int):
        return [*tree[:step], inner, *tree[step + 1 :]]
    return tree


def _child(value: Json, step: str | int) -> Json:
    if isinstance(value, dict) and isinstance(step, str):
        return value[step]
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    raise KeyError(step)
