"""Repairs are functions for some kinds of objects, named after the mistake they repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from types import NoneType
from typing import Final, TypeAlias

from restamp.diagnostics.model import Diagnostics
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.tree.kinds import Kind
from restamp.spec.tree.transform import Place
from restamp.spec.tree.tree import Json

Object: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True)
class RepairedFile:
    """The file being repaired, and where diagnostics go."""

    version: str
    number_texts: Mapping[str, str]
    diagnostics: Diagnostics
    reported_once: set[str] = field(default_factory=set[str])
    """Codes of diagnostics that are reported once for a file."""


@dataclass(frozen=True, slots=True)
class RepairContext:
    """The object being repaired: its kind, where it is, and its file."""

    kind: Kind
    place: Place
    file: RepairedFile

    @property
    def at(self) -> str:
        """The location of the object."""
        return self.place.at

    @property
    def version(self) -> str:
        """The OpenAPI version of the file."""
        return self.file.version

    def warn(self, code: str, message: str, *keys: str | int) -> None:
        """Report a repair of the object or of something inside it."""
        self.file.diagnostics.warning(code, message, join_pointer(self.at, *keys))

    def note_once(self, code: str, message: str, *keys: str | int) -> None:
        """Report a repair that loses nothing, only at the first location in the file."""
        if code not in self.file.reported_once:
            self.file.reported_once.add(code)
            self.file.diagnostics.note(
                code, f"{message} (reported once)", join_pointer(self.at, *keys)
            )

    def as_text(self, value: bool | int | float, *keys: str | int) -> str:
        """A scalar inside the object, as written."""
        if isinstance(value, bool):
            return "true" if value else "false"
        place = join_pointer(self.at, *keys)
        return self.file.number_texts.get("#" + place.partition("#")[2], str(value))

    def as_object(self, value: Json) -> Json:
        """Convert a value to an object of this kind."""
        if self.kind == "schema" and isinstance(value, bool):
            return value
        if self.kind == "server" and isinstance(value, str):
            self.warn("not-an-object", "a server must be an object; treated as its URL")
            return {"url": value}
        if self.kind == "tag" and isinstance(value, str):
            self.warn("not-an-object", "a tag must be an object; treated as its name")
            return {"name": value}
        if self.kind == "schema":
            self.warn("not-a-schema", f"{_type_name(value)} is not a schema; any value is allowed")
        else:
            message = f"{_type_name(value)} is not an object; treated as an empty object"
            self.warn("not-an-object", message)
        return {}


Types: TypeAlias = tuple[type, ...]
TEXT: Final[Types] = (str, NoneType)
LIST: Final[Types] = (list, NoneType)
OBJECT: Final[Types] = (dict, NoneType)
NONE_SOUND: Final[Types] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """A function that returns the repaired object, and the objects that it can apply to."""

    kinds: frozenset[Kind]
    keys: Callable[[Kind], Iterable[str]]
    """The members of an object of a kind that it is about; none: all objects of the kinds."""
    sound: Types
    """The types of these members that need no repair."""
    is_of_nulls: bool
    """Whether it is about all members that are null."""
    apply: Callable[[Object, RepairContext], Object]


def repair(
    *kinds: Kind,
    keys: Iterable[str] | Callable[[Kind], Iterable[str]] = (),
    sound: Types = NONE_SOUND,
    is_of_nulls: bool = False,
) -> Callable[[Callable[[Object, RepairContext], Object]], Repair]:
    """Decorate a function as a repair of objects of these kinds that have one of `keys`, with a value that is
    not of the `sound` types."""

    def keys_of(kind: Kind) -> Iterable[str]:
        return keys(kind) if callable(keys) else keys

    return lambda make: Repair(frozenset(kinds), keys_of, sound, is_of_nulls, make)


def without(value: Object, *keys: str) -> Object:
    """The object without these members."""
    return {key: member for key, member in value.items() if key not in keys}


def _type_name(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case dict():
            return "an object"
