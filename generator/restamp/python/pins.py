"""What a lock says of names, brought to the document as it is now.

A lock calls a declaration by its pointer, and an operation by its method and path. Where a pointer counts, it
does not say which thing is meant: a parameter is called by place and name instead, and the members of a union
and the schemas that were renamed are known by their shape.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from restamp.diagnostics import Diagnostics, token, untoken
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.keys import DICT, FIELDS, is_type, operation_of
from restamp.python.scope import snake_name
from restamp.python.shapes import shape_of
from restamp.python.type_names import is_component

_PARAMETER = re.compile(r"(?P<place>.*?/parameters/\d+)(?=/)")
_MEMBER = re.compile(r"/(oneOf|anyOf|allOf|prefixItems)/\d+(?=[/?]|\Z)")
_SIMILAR = 0.6
"""Of two names, as difflib measures it: enough where several schemas have one shape."""


@dataclass(frozen=True, slots=True)
class Pins:
    """The names that are taken, for what is there now and for what is not there any more."""

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """By id of a declaration, that with `?dict`, method and path of an operation, and other keys of a lock."""
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    """By the key in the lock."""


@dataclass(frozen=True, slots=True)
class Former:
    """What a lock says of names."""

    names: Mapping[str, str]
    """By key; those of what was gone already among them."""
    shapes: Mapping[str, str]
    forgets: bool
    """Whether the names of what is gone are free."""
    gone: Collection[str] = ()
    """The keys of what was gone already."""


def keys_of(api: Api) -> dict[str, str]:
    """By id of each declaration what a lock calls it: parameters by place and name, and not by number."""
    places: dict[str, str] = {}
    for operation in api.operations:
        for parameter in operation.parameters:
            parent, _, last = parameter.at.rpartition("/")
            if last.isdigit():
                name = f"{parameter.location}:{parameter.wire_name}"
                places.setdefault(parameter.at, f"{parent}/{token(name)}")
    return {d.id: _stable(d.id, places) for d in api.declarations}


def _stable(id_: str, places: Mapping[str, str]) -> str:
    match = _PARAMETER.match(id_)
    if match is None or match["place"] not in places:
        return id_
    return places[match["place"]] + id_[match.end() :]


def shapes_of(api: Api) -> dict[str, str]:
    """By key in a lock: the shape of what a pointer alone does not tell for ever."""
    declarations = {declaration.id: declaration for declaration in api.declarations}
    return {
        key: shape_of(declarations[id_], declarations)
        for id_, key in keys_of(api).items()
        if _is_schema(id_) or _MEMBER.search(id_)
    }


def settle(api: Api, former: Former, diagnostics: Diagnostics) -> Pins:
    """Which of a lock's names belong to what of the document.

    `schema-renamed` is noted where a schema is known by its shape alone.
    """
    names, shapes = former.names, former.shapes
    if not names:
        return Pins()
    keys, now = keys_of(api), shapes_of(api)
    held, shapes = (_brought_along(api, kept, former) for kept in (names, shapes))
    renamed = {
        key: old for old, key in _renamed(api, keys, names, shapes, now) if _is_wanted(api, key)
    }
    for key, old in renamed.items():
        name = held[old]
        held = {_moved(k, old, key): value for k, value in held.items()}
        shapes = {_moved(k, old, key): value for k, value in shapes.items()}
        said = (
            f'"{untoken(old.rpartition("/")[2])}" is gone and this has its shape; it stays "{name}"'
        )
        diagnostics.note("schema-renamed", said, key)
    found: dict[str, str] = {}
    used: set[str] = set()
    members = _members(keys.values(), held, shapes, now)
    for id_, key in keys.items():
        known = members.get(key, key)
        ids = (known, id_) if known == key else (known,)
        for end in ("", DICT, FIELDS):
            # A lock that somebody wrote by hand may call a parameter by its number.
            for called in (id_in + end for id_in in ids):
                if called in held and id_ + end not in found:
                    found[id_ + end] = held[called]
                    used.add(called)
    there = {f"{operation.method} {operation.path}" for operation in api.operations}
    others = {
        k: v for k, v in held.items() if k in there or not (_is_name(k) or k.endswith(FIELDS))
    }
    removed = {k: v for k, v in held.items() if _is_name(k) and k not in used and k not in others}
    return Pins(found | others, {} if former.forgets else removed)


def _brought_along(api: Api, kept: Mapping[str, str], former: Former) -> dict[str, str]:
    """What a lock has of operations that moved to another method or path, by where they are now.

    One that is gone and a new one are the same where the operationId gives the same name, and no other has it.
    """
    names = former.names
    new: dict[str, list[Operation]] = {}
    for operation in api.operations:
        if operation.operation_id and f"{operation.method} {operation.path}" not in names:
            new.setdefault(snake_name(operation.hint.words, "call"), []).append(operation)
    there = {f"{operation.method} {operation.path}" for operation in api.operations}
    gone: dict[str, list[str]] = {}
    for key, pin in names.items():
        if new and operation_of(key) and key not in there and key not in former.gone:
            gone.setdefault(pin.rpartition(":")[2], []).append(key)
    moved = dict(kept)
    for name, operations in new.items():
        if len(operations) == 1 and len(gone.get(name, ())) == 1:
            (operation,), (key,) = operations, gone[name]
            method, _, path = key.partition(" ")
            old = f"#/paths/{token(path)}/{method.lower()}"
            if key in moved:
                moved[f"{operation.method} {operation.path}"] = moved.pop(key)
            moved = {_moved(k, old, operation.id): value for k, value in moved.items()}
    return moved


def _is_name(key: str) -> bool:
    """Whether what a lock calls so has a name of its own: an operation, a type, or the type of a dict."""
    return is_type(key.removesuffix(DICT)) or operation_of(key) is not None


def _is_wanted(api: Api, key: str) -> bool:
    """Whether the lock decides over a name, and not the document."""
    return any(d.id == key and d.hint.pinned is None for d in api.declarations)


def _is_schema(key: str) -> bool:
    return is_component(key) and "?" not in key


def _moved(key: str, old: str, new: str) -> str:
    """The key of a part of what was renamed."""
    if key == old or key.startswith((f"{old}/", f"{old}?")):
        return new + key[len(old) :]
    return key


def _renamed(
    api: Api,
    keys: Mapping[str, str],
    names: Mapping[str, str],
    shapes: Mapping[str, str],
    now: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """Pairs of an old key and a new one: a schema that is gone, and one of its shape that the lock does not know.

    Where several have the shape, those are taken whose names are most alike.
    """
    current = set(keys.values())
    gone: dict[str, list[str]] = {}
    for key, shape in shapes.items():
        if key not in current and key in names and _is_schema(key):
            gone.setdefault(shape, []).append(key)
    new: dict[str, list[str]] = {}
    for declaration in api.declarations:
        key = keys[declaration.id]
        if key not in names and now.get(key) in gone and _is_schema(key):
            new.setdefault(now[key], []).append(key)
    for shape, added in new.items():
        yield from _paired(gone[shape], added)


def _paired(gone: list[str], added: list[str]) -> Iterator[tuple[str, str]]:
    if len(gone) == len(added) == 1:
        yield gone[0], added[0]
        return
    pairs = [(_alikeness(old, new), old, new) for old in gone for new in added]
    done: set[str] = set()
    for alike, old, new in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if alike >= _SIMILAR and not done & {old, new}:
            done |= {old, new}
            yield old, new


def _alikeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(
        None, one.rpartition("/")[2].lower(), other.rpartition("/")[2].lower()
    ).ratio()


def _members(
    keys: Iterable[str],
    held: Mapping[str, str],
    shapes: Mapping[str, str],
    now: Mapping[str, str],
) -> dict[str, str]:
    """By key of each member of a union what the lock calls it, whose numbers may be others now.

    A member with the shape that the lock has for its number is that; else one with the shape of another number
    is that one; else what changed in its place is what it was.
    """
    current: dict[str, list[str]] = {}
    for key in keys:
        if key in now and _MEMBER.search(key):
            current.setdefault(_MEMBER.sub(r"/\1/", key), []).append(key)
    found: dict[str, str] = {}
    locked: dict[str, list[str]] = {}
    for key in held:
        if key in shapes and (family := _MEMBER.sub(r"/\1/", key)) in current:
            locked.setdefault(family, []).append(key)
    for family, members in current.items():
        free = dict.fromkeys(locked.get(family, ()))
        for key in members:
            if key in free and shapes[key] == now[key]:
                found[key] = key
                del free[key]
        for key in members:
            if key not in found:
                same = next((old for old in free if shapes[old] == now[key]), None)
                if same is not None:
                    found[key] = same
                    del free[same]
        for key in members:
            if key not in found:
                found[key] = key if key in free or key not in shapes else f"{key}?new"
    return found
