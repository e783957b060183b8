"""Overlays: changes to a document kept beside it (OpenAPI Overlay Specification 1.0 and 1.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathQuery

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.pointers import below
from restamp.spec.overlay.rules import check
from restamp.spec.reading.marks import at_pointer
from restamp.spec.reading.source import Source
from restamp.spec.tree.limits import Limits
from restamp.spec.tree.tree import Json, containers

Location: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root to a value."""
_Told: TypeAlias = Callable[[str, str, str], None]
"""Tell of something in an overlay: code, message and pointer."""

_STANDARD = Limits()
_HYPHENATED = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?P<dots>\.\.?)(?P<name>[^\W\d]\w*(?:-\w+)+)"""
)
"""A quoted text, or a short name with hyphens."""


def _paths() -> JSONPathEnvironment:
    """Queries over documents as deep as any that is read; what sets the depth differs between versions of the library."""
    environment = JSONPathEnvironment()
    environment.max_recursion_depth = _STANDARD.depth + 1
    return environment


def apply(
    tree: Json, overlay: Source, diagnostics: Diagnostics, limits: Limits = _STANDARD
) -> Json:
    """The tree with an overlay's actions done in their order; the given tree stays as it is.

    Errors, located in the overlay: overlay-version, overlay-invalid, overlay-target,
    limits-exceeded; with any of them the tree is returned as far as it was changed. Warnings:
    overlay-no-match, overlay-mismatch. `extends` is not followed: the caller says what is overlaid.
    """
    if not check(overlay, diagnostics):
        return tree

    def tell(code: str, message: str, pointer: str) -> None:
        told = diagnostics.error if code in _ERRORS else diagnostics.warning
        told(code, message, overlay.name + pointer, **at_pointer(overlay, pointer))

    extent = _Extent(limits, *_extent(tree))
    actions = overlay.tree.get("actions") if isinstance(overlay.tree, dict) else None
    for number, action in enumerate(actions if isinstance(actions, list) else ()):
        if isinstance(action, dict):
            at = below("#", "actions", number)
            try:
                tree = _done(tree, action, at, tell, extent)
            except _TooLarge:
                tell("limits-exceeded", "this makes the document too large or too deep", at)
                break
    return tree


_ERRORS = frozenset({"overlay-invalid", "overlay-target", "limits-exceeded"})


class _TooLarge(Exception):
    """What an action would make of a document is beyond the limits."""


@dataclass(slots=True)
class _Extent:
    """Bounds on a growing tree, so that it is measured again only when it may be too large."""

    limits: Limits
    size: int
    depth: int

    def grow(self, tree: Json, found: list[Location], update: Json) -> None:
        """Put an update in all these places. Raises _TooLarge."""
        size, depth = _extent(update)
        more = size * len(found)
        self.depth = max(self.depth, depth + max(len(location) for location in found))
        if self.size + more > self.limits.values:
            self.size, _ = _extent(tree)
        self.size += more
        if self.size > self.limits.values or self.depth > self.limits.depth:
            raise _TooLarge


def _done(tree: Json, action: dict[str, Json], at: str, tell: _Told, extent: _Extent) -> Json:
    """The tree with one action done."""
    target = action["target"]
    if not isinstance(target, str):
        return tree
    found = _selected(tree, target, below(at, "target"), tell)
    if found is None:
        return tree
    if not found:
        said = f"the target {quoted(target)} matches nothing; the action changes nothing"
        tell("overlay-no-match", said, below(at, "target"))
    elif action.get("remove") is True:
        tree = _removed(tree, found, at, tell)
    elif "copy" in action:
        value = _copied(tree, str(action["copy"]), below(at, "copy"), tell)
        if value is not None:
            extent.grow(tree, found, value[0])
            tree = _updated(tree, found, value[0], below(at, "copy"), tell)
    elif "update" in action:
        extent.grow(tree, found, action["update"])
        tree = _updated(tree, found, action["update"], below(at, "update"), tell)
    return tree


def _selected(tree: Json, path: str, at: str, tell: _Told) -> list[Location] | None:
    """Where the nodes stand that a JSONPath query (RFC 9535) selects, each once; None if it is no query."""
    try:
        nodes = _query(path).find(tree)
    except (JSONPathError, RecursionError, ArithmeticError, ValueError) as error:
        why = str(error).partition("\n")[0]
        tell("overlay-target", f"{quoted(path)} is not a JSONPath query (RFC 9535): {why}", at)
        return None
    return list(dict.fromkeys(node.location for node in nodes))


def _query(path: str) -> JSONPathQuery:
    """A query; one with hyphens in its short names is read as with these in brackets.

    RFC 9535, section 2.5.1, has no hyphen in `.name`, yet people, and the Overlay Specification's
    own examples, write `.x-name`. Raises JSONPathError.
    """
    try:
        return _paths().compile(path)
    except JSONPathError:
        bracketed = _HYPHENATED.sub(_bracketed, path)
        if bracketed == path:
            raise
        return _paths().compile(bracketed)


def _bracketed(found: re.Match[str]) -> str:
    dots, name = found["dots"], found["name"]
    return found[0] if name is None else f"{'..' if dots == '..' else ''}['{name}']"


def _removed(tree: Json, found: list[Location], at: str, tell: _Told) -> Json:
    """Nodes leave the object or array they are in; of an array the last first, so that indices hold."""
    for location in sorted(found, key=_removal_order):
        if not location:
            tell("overlay-invalid", "the root cannot be removed", below(at, "target"))
            return tree
        tree = _changed(tree, location[:-1], partial(_left, location[-1]))
    return tree


def _removal_order(location: Location) -> tuple[int, tuple[int, ...]]:
    """Deeper before shallower, and in one array the last before the first."""
    return -len(location), tuple(-step if isinstance(step, int) else 0 for step in location)


def _left(step: str | int, parent: Json) -> Json:
    """What is left of an object or array without one of its parts."""
    if isinstance(parent, dict):
        return {key: value for key, value in parent.items() if key != step}
    if isinstance(parent, list):
        return [value for number, value in enumerate(parent) if number != step]
    return parent


def _copied(tree: Json, path: str, at: str, tell: _Told) -> tuple[Json] | None:
    """The one node that a copy names, in a tuple of one; None, told of, where it is not one."""
    found = _selected(tree, path, at, tell)
    if found is not None and len(found) != 1:
        said = f"{quoted(path)} matches {len(found)} nodes, not one; the action changes nothing"
        tell("overlay-no-match", said, at)
    if found is None or len(found) != 1:
        return None
    value = tree
    for step in found[0]:
        value = _inside(value, step)
    return (value,)


def _updated(tree: Json, found: list[Location], update: Json, at: str, tell: _Told) -> Json:
    """The tree with an update put into what stands at some locations.

    Objects are merged, an array takes the items of an array or one more item, a scalar is replaced
    by a scalar (Overlay 1.1, section 4.4.3; 1.0 says the same of objects and arrays).
    """

    def put(value: Json) -> Json:
        if isinstance(value, list) and not isinstance(update, list):
            return [*value, update]
        return _merged(value, update, at, tell)

    for location in found:
        tree = _changed(tree, location, put)
    return tree


def _extent(tree: Json) -> tuple[int, int]:
    """How many values a tree has, and how deep it is."""
    size, deepest = 1, 0
    for container, depth in containers(tree):
        size, deepest = size + len(container), max(deepest, depth)
    return size, deepest


def _merged(old: Json, new: Json, at: str, tell: _Told) -> Json:
    if isinstance(old, dict) and isinstance(new, dict):
        merged = dict(old)
        for key, value in new.items():
            merged[key] = _merged(old[key], value, below(at, key), tell) if key in old else value
        return merged
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *new]
    if new is None and isinstance(old, dict | list):
        said = "null cannot be merged into an object or array; what was there stays"
        tell("overlay-mismatch", said, at)
        return old
    if isinstance(old, dict | list) or (isinstance(new, dict | list) and old is not None):
        said = "the update is of another kind than what it is merged into, and replaces it"
        tell("overlay-mismatch", said, at)
    return new


def _changed(tree: Json, location: Location, change: Callable[[Json], Json]) -> Json:
    """The tree with the value at a location changed, made anew along the way there."""
    if not location:
        return change(tree)
    step, rest = location[0], location[1:]
    inner = _changed(_inside(tree, step), rest, change)
    if isinstance(tree, dict) and isinstance(step, str):
        return {**tree, step: inner}
    if isinstance(tree, list) and isinstance(step, int):
        return [*tree[:step], inner, *tree[step + 1 :]]
    return tree


def _inside(value: Json, step: str | int) -> Json:
    if isinstance(value, dict) and isinstance(step, str):
        return value[step]
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    raise KeyError(step)
