"""Read and write the fields of the surface dataclasses as JSON members; empty fields are omitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
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
    OutputType,
)
from restamp.api_diff.types.notation import read, read_slot, write
from restamp.python.types.public import Default, PublicType
from restamp.records import dataclass

Record = Argument | Attribute | Call | Declared | OutputType
MAX_TEXT_LENGTH = 100_000
"""Characters of one string, such as a type."""
SEPARATE = frozenset(
    {
        "symbol",
        "arguments",
        "attributes",
        "is_dict",
        "error_statuses",
        "type",
        "default",
        "position",
    }
)
"""Fields that are written in other ways: as keys, or on lines of their own."""


class SurfaceError(ValueError):
    """The reason why a file is not a valid surface."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How fields of one type are read and written."""

    empty: Any
    """The value of a missing member."""
    read: Callable[[object], Any]
    """Convert from JSON; raises SurfaceError."""
    write: Callable[[Any], Any]


def json_members(value: Record) -> dict[str, Any]:
    """The fields of a dataclass as JSON members, without empty ones."""
    kinds, contents = _FIELDS[type(value)]
    return {
        name: content if type(content) is str else kind.write(content)
        for (name, kind), content in zip(kinds.items(), contents(value), strict=False)
        if content != kind.empty
    }


def read_members(form: type[Record], members: Mapping[str, object]) -> dict[str, Any]:
    """Arguments for a dataclass from JSON members; raises SurfaceError for an unknown member."""
    kinds, _ = _FIELDS[form]
    if unknown := members.keys() - kinds.keys():
        raise SurfaceError(f'unknown member "{min(unknown)}"')
    return {
        name: kind.read(members[name]) if name in members else kind.empty
        for name, kind in kinds.items()
    }


def members_of(value: object) -> dict[str, object]:
    """Check that a value is an object."""
    if not isinstance(value, dict):
        raise SurfaceError("expected an object")
    return cast("dict[str, object]", value)


def text_of(value: object) -> str:
    """Check that a value is a string of bounded length."""
    if not isinstance(value, str) or len(value) > MAX_TEXT_LENGTH:
        raise SurfaceError("expected a string that is not too long")
    return value


def texts_of(value: object) -> tuple[str, ...]:
    """Check that a value is a list of strings."""
    if not isinstance(value, list):
        raise SurfaceError("expected a list")
    return tuple(map(text_of, cast("list[object]", value)))


def sets_of(value: object) -> tuple[frozenset[str], ...]:
    """Read a list of sets of strings."""
    if not isinstance(value, list):
        raise SurfaceError("expected a list")
    return tuple(frozenset(texts_of(each)) for each in cast("list[object]", value))


def lists_of(sets: tuple[frozenset[str], ...]) -> list[list[str]]:
    """Write sets as sorted lists."""
    return [sorted(each) for each in sets]


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise SurfaceError("expected true or false")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise SurfaceError("expected an integer")
    return value


def _named_values(value: object) -> dict[str, str | int]:
    return {
        name: each if type(each) is int else text_of(each)
        for name, each in members_of(value).items()
    }


def type_of(value: object) -> PublicType:
    """Read a type in the notation of `restamp.api_diff.types`."""
    return read(text_of(value))


def slot_of(value: object) -> tuple[PublicType, Default | None]:
    """Read a type with an optional default."""
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
"""By annotation of the dataclass field."""


def _fields(form: type[Record]) -> tuple[Mapping[str, Kind], Callable[[Any], tuple[Any, ...]]]:
    """The fields that are members of their own, by name, and a getter of their values."""
    kinds = {f.name: _KINDS[str(f.type)] for f in fields(form) if f.name not in SEPARATE}
    # attrgetter returns a tuple only if it has more than one name.
    return kinds, attrgetter(*kinds, "__class__")


_FIELDS: Mapping[type[Record], tuple[Mapping[str, Kind], Callable[[Any], tuple[Any, ...]]]] = {
    form: _fields(form)
    for form in (Argument, Attribute, Call, Class, Enumeration, Alias, OutputType)
}
