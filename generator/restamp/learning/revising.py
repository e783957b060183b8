"""Revise learned actions against another version of the document: which are unneeded, or no longer match, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from restamp.diagnostics.model import Diagnostics, Severity
from restamp.learning.comparing import object_of
from restamp.learning.overlay_file import actions_in, is_needed, learned_in
from restamp.learning.written import Written
from restamp.pointers import json_path, unescape_token
from restamp.records import dataclass
from restamp.spec.overlay.apply import apply
from restamp.spec.reading.source import Source
from restamp.spec.tree.extensions import LEARNED
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json, index, tokens


@dataclass(frozen=True, slots=True)
class Revision:
    """The actions of an overlay of learned corrections for another version of the document."""

    actions: tuple[Json, ...]
    """Those that match and are needed, at the current names of schemas and paths."""
    misses: Mapping[int, str]
    """Why actions no longer match, by their indices in the overlay."""
    removed: frozenset[int]
    """The indices of the actions that are not in `actions`."""
    moved: frozenset[int]
    """The indices of the actions in `actions` that are changed."""

    @property
    def is_changed(self) -> bool:
        """Whether the overlay should have other actions."""
        return bool(self.removed or self.moved)


def revised(document: Written, overlay: Source, renames: Mapping[str, str]) -> Revision:
    """Revise the actions for a document without the overlay; `renames` are the pointers of schemas and operations
    that were renamed, by their former ones. Actions without the mark of learned ones stay as they are.
    """
    known = actions_in(overlay.tree)
    marked = {number for each in learned_in(known) for number in each.numbers}
    after = [_moved(a, renames) if n in marked else a for n, a in enumerate(known)]
    unneeded = {
        n for each in learned_in(after) if not is_needed(document, each) for n in each.numbers
    }
    left = _left(document, overlay, after, set(range(len(known))) - unneeded)
    missing, _ = _misses(document, overlay, known, [*range(len(known))])
    stale = {n: _why(document, known[n], renames) for n in sorted(missing & marked)}
    return Revision(
        tuple(after[n] for n in left),
        stale,
        frozenset(range(len(known))) - {*left},
        frozenset(n for n in left if after[n] != known[n]),
    )


def _left(
    document: Written, overlay: Source, actions: Sequence[Json], numbers: set[int]
) -> list[int]:
    """The indices of the actions that match one after another, without corrections of which a part does not, and
    without actions that remove what is no longer there."""
    groups = [{*each.numbers} for each in learned_in(actions)]
    while True:
        listed = sorted(numbers)
        missing, settled = _misses(document, overlay, actions, listed)
        dropped = {n for group in groups if not group.isdisjoint(missing) for n in group}
        dropped |= settled
        if dropped.isdisjoint(numbers):
            return listed
        numbers -= dropped


def _misses(
    document: Written, overlay: Source, actions: Sequence[Json], numbers: Sequence[int]
) -> tuple[set[int], set[int]]:
    """The indices of the actions that do not match, and of those that remove what is no longer there."""
    some: Json = {**object_of(overlay.tree), "actions": [actions[n] for n in numbers]}
    diagnostics = Diagnostics()
    if numbers:
        apply(document.root.value, replace(overlay, tree=some), diagnostics, is_strict=True)
    missing, settled = set[int](), set[int]()
    for each in diagnostics:
        steps = tokens(each.pointer)
        number = index(steps[1]) if len(steps) > 1 and steps[0] == "actions" else None
        if number is not None:
            (missing if each.severity is Severity.ERROR else settled).add(numbers[number])
    return missing | {n for n in numbers if _refers_to_nothing(document, actions[n])}, settled


def _why(document: Written, action: Json, renames: Mapping[str, str]) -> str:
    """What happened to the place of an action, or to a schema it refers to."""
    at = str(object_of(object_of(action).get(LEARNED.own)).get("at"))
    for pointer in (at, *_references(object_of(action).get("update"))):
        for old, new in renames.items():
            if _is_below(pointer, old) and document.at(old) is None:
                return f"{_called(old)} was renamed to {_called(new)}"
    node: Node | None = document.root
    pointer = "#"
    for part in at.split("/")[1:]:
        node, pointer = document.at(f"{pointer}/{part}"), f"{pointer}/{part}"
        if node is None:
            return f"the document no longer has {pointer}"
    for reference in _references(object_of(action).get("update")):
        if document.at(unquote(reference)) is None:
            return f"the document no longer has {reference}"
    return f"the document has changed at {at}"


def _called(pointer: str) -> str:
    """A schema by its name, an operation by its method and path."""
    parts = [unescape_token(part) for part in pointer.split("/")]
    if parts[1] == "paths":
        return f"{parts[3].upper()} {parts[2]}" if len(parts) > 3 else parts[2]
    return f'"{parts[-1]}"'


def _refers_to_nothing(document: Written, action: Json) -> bool:
    """Whether a learned action refers to a schema that is gone, unless the document does so too."""
    if LEARNED.own not in object_of(action):
        return False
    references = _references(object_of(action).get("update"))
    broken = {each for each in references if document.at(unquote(each)) is None}
    return bool(broken) and broken.isdisjoint(_references(document.root.value))


def _references(value: Json) -> Iterator[str]:
    """The references to places of the same document in an update."""
    match value:
        case dict():
            reference = value.get("$ref")
            if isinstance(reference, str) and reference.startswith("#"):
                yield reference
            for member in value.values():
                yield from _references(member)
        case list():
            for item in value:
                yield from _references(item)
        case _:
            pass


def _is_below(pointer: str, above: str) -> bool:
    return pointer == above or pointer.startswith(f"{above}/")


def _moved(action: Json, renames: Mapping[str, str]) -> Json:
    """An action at the current place of what was renamed, with references to its current name."""
    for old, new in renames.items():
        moved = _renamed(action, old, new)
        target, former = str(object_of(moved).get("target")), _query(old)
        if isinstance(moved, dict) and target.startswith((f"{former}.", f"{former}[")):
            moved["target"] = _query(new) + target.removeprefix(former)
        elif isinstance(moved, dict) and target == former:
            moved["target"] = _query(new)
        action = moved
    return action


def _query(pointer: str) -> str:
    return json_path(tokens(pointer))


def _renamed(value: Json, old: str, new: str) -> Json:
    """A value in which the pointers below another one are changed."""
    match value:
        case str():
            return new + value.removeprefix(old) if _is_below(value, old) else value
        case dict():
            return {key: _renamed(member, old, new) for key, member in value.items()}
        case list():
            return [_renamed(item, old, new) for item in value]
        case _:
            return value
