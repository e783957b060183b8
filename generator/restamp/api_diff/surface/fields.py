"""How each kind of field of a surface's dataclasses stands in JSON; what is empty is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, cast

from restamp.api_diff.surface.surface import (
    Alias,
    Argument,
    Attribute,
    Call,
    Class,
    Declared,
    Enumeration,
    Reader,
)
from restamp.api_diff.types.notation import read, read_slot, write
from restamp.python.types.public import Default, PublicType

Record = Argument | Attribute | Call | Declared | Reader
LONGEST = 100_000
"""Characters of one text, a type for example."""
APART = frozenset(
    {"symbol", "arguments", "attributes", "is_dict", "failures", "type", "default", "place"}
)
"""Fields that stand in the file otherwise: as keys, as lines of their own."""


class SurfaceError(ValueError):
    """Why a file holds no surface."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of fields."""

    empty: Any
    """What a missing member means."""
    read: Callable[[object], Any]
    """The value of what JSON holds; SurfaceError where that is something else."""
    write: Callable[[Any], Any]


def written(value: Record) -> dict[str, Any]:
    """The fields of a dataclass that are not empty, as JSON has them."""
    kinds, contents = _FIELDS[type(value)]
    return {
        name: content if type(content) is str else kind.write(content)
        for (name, kind), content in zip(kinds.items(), contents(value), strict=False)
        if content != kind.empty
    }


def read_members(form: type[Record], members: Mapping[str, object]) -> dict[str, Any]:
    """Arguments for a dataclass from the members of an object in JSON; SurfaceError where one is none of its fields."""
    kinds, _ = _FIELDS[form]
    if unknown := members.keys() - kinds.keys():
        raise SurfaceError(f'unknown member "{min(unknown)}"')
    return {
        name: kind.read(members[name]) if name in members else kind.empty
        for name, kind in kinds.items()
    }


def members_of(value: object) -> dict[str, object]:
    """The members of an object."""
    if not isinstance(value, dict):
        raise SurfaceError("an object is missing")
    return cast("dict[str, object]", value)


def text_of(value: object) -> str:
    """A text of bounded length."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise SurfaceError("a text is missing or too long")
    return value


def texts_of(value: object) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise SurfaceError("a list is missing")
    return tuple(map(text_of, cast("list[object]", value)))


def sets_of(value: object) -> tuple[frozenset[str], ...]:
    """A list of sets of texts."""
    if not isinstance(value, list):
        raise SurfaceError("a list is missing")
    return tuple(frozenset(texts_of(each)) for each in cast("list[object]", value))


def lists_of(sets: tuple[frozenset[str], ...]) -> list[list[str]]:
    """Sets as sorted lists."""
    return [sorted(each) for each in sets]


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise SurfaceError("true or false is missing")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise SurfaceError("a number is missing")
    return value


def _named_values(value: object) -> dict[str, str | int]:
    return {
        name: each if type(each) is int else text_of(each)
        for name, each in members_of(value).items()
    }


def type_of(value: object) -> PublicType:
    """A type in the notation of `restamp.api_diff.types`."""
    return read(text_of(value))


def slot_of(value: object) -> tuple[PublicType, Default | None]:
    """A type with a default."""
    return read_slot(text_of(value))


def _named_types(value: object) -> dict[str, PublicType]:
    return {name: type_of(each) for name, each in members_of(value).items()}


def _texts_of_types(types: Mapping[str, PublicType]) -> dict[str, str]:
    return {name: write(type_) for name, type_ in sorted(types.items())}


def _same(value: Any) -> Any:
    return value


_KINDS: Mapping[str, Kind] = {
    "str": Kind("", text_of, _same),
    "bool": Kind(False, _flag, _same),
    "str | None": Kind(None, text_of, _same),
    "int | None": Kind(None, _number, _same),
    "tuple[str, ...]": Kind((), texts_of, list),
    "tuple[frozenset[str], ...]": Kind((), sets_of, lists_of),
    "PublicType | None": Kind(None, type_of, write),
    "Mapping[str, PublicType]": Kind({}, _named_types, _texts_of_types),
    "Mapping[str, str | int]": Kind({}, _named_values, dict),
}
"""By annotation, as the dataclasses have it."""


def _fields(form: type[Record]) -> tuple[Mapping[str, Kind], Callable[[Any], tuple[Any, ...]]]:
    """The fields that are written as they are, by name, and a function that gives what they hold."""
    kinds = {f.name: _KINDS[str(f.type)] for f in fields(form) if f.name not in APART}
    # With one name, the getter would give the value alone.
    return kinds, attrgetter(*kinds, "__class__")


_FIELDS: Mapping[type[Record], tuple[Mapping[str, Kind], Callable[[Any], tuple[Any, ...]]]] = {
    form: _fields(form) for form in (Argument, Attribute, Call, Class, Enumeration, Alias, Reader)
}
