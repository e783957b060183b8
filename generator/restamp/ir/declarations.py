"""Declarations, which get names of their own: objects, enumerations and aliases."""

from __future__ import annotations

from enum import StrEnum

from restamp.ir.types import Doc, NameHint, Type
from restamp.ir.xml import XmlNode
from restamp.records import dataclass


class Access(StrEnum):
    """Whether a field is in requests, responses or both (OpenAPI `readOnly` and `writeOnly`)."""

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
    """The only value it can have, which is always sent; None if there is no such value."""
    doc: Doc = Doc()
    pinned: str | None = None
    is_url: bool = False
    """Whether the document marks it as a URL, by its format or its example."""
    is_tag: bool = False
    """Whether unions discriminate by this field: another value means another object."""
    xml: XmlNode | None = None
    """Its node in XML; None for an element with its own name."""


@dataclass(frozen=True, slots=True)
class ObjectDecl:
    """A JSON object with declared fields."""

    id: str
    hint: NameHint
    fields: tuple[Field, ...]
    bases: tuple[str, ...] = ()
    """Ids of the objects it inherits from; `fields` does not repeat their fields."""
    extra: Type | None = None
    """The type of undeclared members, if the document declares one; None: any type."""
    doc: Doc = Doc()
    is_open: bool = False
    """Whether the document says that there may be undeclared members."""


@dataclass(frozen=True, slots=True)
class EnumMember:
    """One value of an enumeration, with the name and description the document has for it."""

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
