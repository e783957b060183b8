"""Merging two versions of a lock, as a version control system does with the branches of a team.

Names of both sides stay. What two branches called differently, or two things that they gave one name, cannot both
stay: the name of the first side wins, and the other is noted. A generated file that differs between the sides is
marked `merged`, so that the next generation writes it anew whatever a text merge made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.names.keys import (
    ARGUMENTS,
    BASES,
    DICT,
    FIELDS,
    MODULE,
    ORDER,
    PARAMETERS,
    PARSE,
    is_type,
    operation_of,
)
from restamp.output.lock import MERGED, Lock

LISTS = (FIELDS, PARAMETERS)
"""Suffixes of keys whose values list names by wire name."""
_SIDES = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n(?P<base>.*?))?^={7}[^\n]*\n(?P<theirs>.*?)^>{7}[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)


def sides(source: str) -> tuple[str | None, str, str]:
    """The three texts that a text with conflict markers stands for: base, ours, theirs.

    The base is None where the markers do not hold it (Git writes it with `merge.conflictStyle = diff3` or `zdiff3`).
    """
    conflicts = list(_SIDES.finditer(source))
    has_base = bool(conflicts) and all(match["base"] is not None for match in conflicts)
    base = _SIDES.sub(r"\g<base>", source) if has_base else None
    return base, _SIDES.sub(r"\g<ours>", source), _SIDES.sub(r"\g<theirs>", source)


def merged(base: Lock | None, ours: Lock, theirs: Lock) -> tuple[Lock, tuple[str, ...]]:
    """The lock with the names of both sides, and what had to give way, one sentence each.

    Without a base what one side has stays, since nothing tells whether the other removed it.
    """
    before = base or Lock()
    names = _both(before.names, ours.names, theirs.names)
    notes = [
        note
        for key in sorted(ours.names.keys() & theirs.names.keys() & names.keys())
        for note in _conflicts(
            key, names[key], before.names.get(key, ""), ours.names[key], theirs.names[key]
        )
    ]
    for key in _clashing(names, ours.names):
        notes.append(f'{key}: "{names[key]}" is the name of something else here')
        del names[key]
    removed = _both(before.removed, ours.removed, theirs.removed)
    lock = replace(
        ours,
        inputs=_both(before.inputs, ours.inputs, theirs.inputs),
        files=_files(ours.files, theirs.files),
        names=names,
        removed={key: name for key, name in removed.items() if key not in names},
        shapes=_both(before.shapes, ours.shapes, theirs.shapes),
        fetched=_both(before.fetched, ours.fetched, theirs.fetched),
    )
    return lock, tuple(notes)


def _both(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    """What either side changed; ours where both changed the same, and a change rather than a removal."""
    result: dict[str, str] = {}
    for key in sorted(ours.keys() | theirs.keys()):
        before, here, there = base.get(key), ours.get(key), theirs.get(key)
        if here == before:
            value = there
        elif there == before:
            value = here
        elif key.endswith(LISTS) and here and there:
            value = " ".join(_items(before or "", here, there))
        else:
            value = here or there
        if value is not None:
            result[key] = value
    return result


def _items(before: str, here: str, there: str) -> Iterator[str]:
    """Merge the values of a key that names several fields or parameters; ours first, since earlier ones win."""
    ours, theirs = _by_wire_name(here), _by_wire_name(there)
    items = _both(_by_wire_name(before), ours, theirs)
    yield from (items[wire_name] for wire_name in {**ours, **theirs} if wire_name in items)


def _by_wire_name(value: str) -> dict[str, str]:
    return {item.partition("=")[0]: item for item in value.split()}


def _conflicts(key: str, name: str, before: str, ours: str, theirs: str) -> Iterator[str]:
    """What both sides call differently, and neither as before."""
    if not key.endswith(LISTS):
        if name not in (theirs, before):
            yield f'{key}: called "{name}" here and "{theirs}" there'
        return
    sides = [_by_wire_name(text) for text in (before, ours, theirs)]
    for wire_name, item in sides[1].items():
        other = sides[2].get(wire_name, item)
        if len({item, other, sides[0].get(wire_name)}) == 3:
            yield f'{key}: called "{item}" here and "{other}" there'


def _files(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Every file that either side has, so that one which is no longer generated is removed."""
    paths = sorted(ours.keys() | theirs.keys())
    return {path: ours[path] if ours.get(path) == theirs.get(path) else MERGED for path in paths}


def _clashing(names: Mapping[str, str], ours: Mapping[str, str]) -> list[str]:
    """The keys from the other side whose name is that of something of ours, in the same scope."""
    taken = {(_scope(key), name): key for key, name in names.items() if ours.get(key) == name}
    return [key for key, name in names.items() if key not in ours and (_scope(key), name) in taken]


def _scope(key: str) -> str:
    """Within what a name must be unique: types, operations, modules and so on; the fields of one object are its own."""
    if operation_of(key) is not None:
        return "operations"
    if is_type(key.removesuffix(DICT)):
        return "types"
    for ending in (MODULE, PARSE, ARGUMENTS):
        if key.endswith(ending):
            return ending
    return key if key.endswith((BASES, FIELDS, ORDER, PARAMETERS)) else "others"
