"""What gets a name of its own: objects, enumerations and aliases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from restamp.ir.types import Doc, NameHint, Type


class Access(StrEnum):
    """Which way a field travels (OpenAPI `readOnly` and `writeOnly`)."""

    BOTH = "both"
    READ_ONLY = "read-only"
    WRITE_ONLY = "write-only"


@dataclass(frozen=True, slots=True)
class Field:
    """One property of an object."""

    wire_name: str
    type: Type
    required: bool
    at: str
    access: Access = Access.BOTH
    fixed: str | bool | int | float | None = None
    """The one value it always has, and is always sent with; None where there is no such value."""
    doc: Doc = Doc()
    pinned: str | None = None
    is_url: bool = False
    """Whether the document says that it is a URL: by its format, or by its example."""
    is_tag: bool = False
    """Whether unions tell this object apart by it: another value is another object."""


@dataclass(frozen=True, slots=True)
class ObjectDecl:
    """A JSON object with declared members."""

    id: str
    hint: NameHint
    fields: tuple[Field, ...]
    bases: tuple[str, ...] = ()
    """Ids of the objects it inherits from; their fields are not repeated in `fields`."""
    extra: Type | None = None
    """The type of undeclared members, where the document gives one; None: anything."""
    doc: Doc = Doc()


@dataclass(frozen=True, slots=True)
class EnumMember:
    """One value of an enumeration, with the name and the prose the document has for it."""

    value: str | int
    words: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class EnumDecl:
    """An open enumeration of strings or of integers."""

    id: str
    hint: NameHint
    members: tuple[EnumMember, ...]
    doc: Doc = Doc()

    @property
    def is_integer(self) -> bool:
        """Whether the values are integers."""
        return bool(self.members) and isinstance(self.members[0].value, int)


@dataclass(frozen=True, slots=True)
class AliasDecl:
    """A name for another type."""

    id: str
    hint: NameHint
    type: Type
    doc: Doc = Doc()


Declaration = ObjectDecl | EnumDecl | AliasDecl
