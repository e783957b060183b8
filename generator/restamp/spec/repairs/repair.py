"""What a repair is: a function for some kinds of object, named for what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from restamp.diagnostics.model import Diagnostics
from restamp.pointers import below
from restamp.spec.tree.kinds import Kind
from restamp.spec.tree.tree import Json

Object: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Case:
    """The object under repair: what it is and where, and whom to tell."""

    kind: Kind
    at: str
    version: str
    written: Mapping[str, str]
    diagnostics: Diagnostics
    told: set[str]
    """Codes of what is told once for a file."""

    def warn(self, code: str, message: str, *keys: str | int) -> None:
        """Tell of a repair at the object or at something below it."""
        self.diagnostics.warning(code, message, below(self.at, *keys))

    def note_once(self, code: str, message: str, *keys: str | int) -> None:
        """Tell of a repair that loses nothing, at the first of its places in the file."""
        if code not in self.told:
            self.told.add(code)
            self.diagnostics.note(code, f"{message} (told once)", below(self.at, *keys))

    def as_text(self, value: bool | int | float, *keys: str | int) -> str:
        """A scalar below the object as it was written."""
        if isinstance(value, bool):
            return "true" if value else "false"
        place = below(self.at, *keys)
        return self.written.get("#" + place.partition("#")[2], str(value))

    def as_object(self, value: Json) -> Json:
        """What stands where an object of the kind should, made an object."""
        if self.kind == "schema" and isinstance(value, bool):
            return value
        if self.kind == "server" and isinstance(value, str):
            self.warn("not-an-object", "a server must be an object; taken as its URL")
            return {"url": value}
        if self.kind == "tag" and isinstance(value, str):
            self.warn("not-an-object", "a tag must be an object; taken as its name")
            return {"name": value}
        if self.kind == "schema":
            self.warn("not-a-schema", f"{_named(value)} is no schema; any value is allowed")
        else:
            said = f"{_named(value)} stands where an object is expected; taken as an empty one"
            self.warn("not-an-object", said)
        return {}


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair: the kinds of object it is for, and what it makes of one (the same, if it is right)."""

    kinds: frozenset[Kind]
    make: Callable[[Object, Case], Object]


def repair(*kinds: Kind) -> Callable[[Callable[[Object, Case], Object]], Repair]:
    """Make a function a repair of objects of these kinds."""
    return lambda make: Repair(frozenset(kinds), make)


def without(value: Object, *keys: str) -> Object:
    """The object without these members."""
    return {key: member for key, member in value.items() if key not in keys}


def _named(value: Json) -> str:
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
