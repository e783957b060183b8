"""Merge two versions of a lock, for version control.

The names of both sides are kept. If the sides have different names for one item, or the same name for two items, the
name of the first side wins, and the other is reported as a note. A generated file that differs between the sides is
marked `merged`, so that the next generation overwrites the result of a text merge.
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
    FLAT,
    MODULE,
    ORDER,
    PARAMETERS,
    PARSE,
    is_type,
    operation_of,
)
from restamp.output.lock import MERGED, Lock

LISTS = (FIELDS, FLAT, PARAMETERS)
"""Suffixes of keys whose values list names by wire name."""
_SIDES = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n(?P<base>.*?))?^={7}[^\n]*\n(?P<theirs>.*?)^>{7}[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)


def sides(source: str) -> tuple[str | None, str, str]:
    """Split a text with conflict markers into base, ours and theirs.

    The base is None if the markers do not contain it (Git writes it with `merge.conflictStyle = diff3` or `zdiff3`).
    """
    conflicts = list(_SIDES.finditer(source))
    has_base = bool(conflicts) and all(match["base"] is not None for match in conflicts)
    base = _SIDES.sub(r"\g<base>", source) if has_base else None
    return base, _SIDES.sub(r"\g<ours>", source), _SIDES.sub(r"\g<theirs>", source)


def merged(base: Lock | None, ours: Lock, theirs: Lock) -> tuple[Lock, tuple[str, ...]]:
    """The lock with the names of both sides, and a note for each name that could not be kept.

    Without a base, items of only one side are kept, since the other side may not have removed them.
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
        notes.append(f'{key}: "{names[key]}" is the name of another item on this side')
        del names[key]
    removed = _both(before.removed, ours.removed, theirs.removed)
    lock = replace(
        theirs if base is not None and ours.style is base.style else ours,
        version=ours.version,
        runtime=ours.runtime,
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
    """Merge the changes of both sides; ours wins if both changed an item, and a change wins over a removal."""
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
    """Report names that both sides changed differently."""
    if not key.endswith(LISTS):
        if _public(key, name) not in (_public(key, theirs), _public(key, before)):
            yield f'{key}: named "{name}" on this side and "{theirs}" on the other'
        return
    sides = [_by_wire_name(text) for text in (before, ours, theirs)]
    for wire_name, item in sides[1].items():
        other = sides[2].get(wire_name, item)
        if len({item, other, sides[0].get(wire_name)}) == 3:
            yield f'{key}: named "{item}" on this side and "{other}" on the other'


def _files(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """The files of both sides, so that those no longer generated are removed."""
    paths = sorted(ours.keys() | theirs.keys())
    return {path: ours[path] if ours.get(path) == theirs.get(path) else MERGED for path in paths}


def _clashing(names: Mapping[str, str], ours: Mapping[str, str]) -> list[str]:
    """The keys of the other side whose name is taken by another item of ours in the same scope."""
    taken = {_claim(key, name) for key, name in names.items() if ours.get(key) == name}
    return [key for key, name in names.items() if key not in ours and _claim(key, name) in taken]


def _claim(key: str, name: str) -> tuple[str, str]:
    """The scope of a name, and what only one item of the scope can have; of an operation that is the call."""
    return _scope(key), name if operation_of(key) is None else name.partition(":")[0]


def _public(key: str, name: str) -> str:
    """The name without what follows the operationId of the document: `pets.get:get_pet` of `pets.get:get_pet:readPet`."""
    return name if operation_of(key) is None else ":".join(name.split(":")[:2])


def _scope(key: str) -> str:
    """The scope in which a name must be unique, such as types, operations, modules or the fields of one object."""
    if operation_of(key) is not None:
        return "operations"
    if is_type(key.removesuffix(DICT)):
        return "types"
    for ending in (MODULE, PARSE, ARGUMENTS):
        if key.endswith(ending):
            return ending
    return key if key.endswith((BASES, FIELDS, FLAT, ORDER, PARAMETERS)) else "others"
