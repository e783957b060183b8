"""The fields of models and the keys of typed dicts, as values."""

from __future__ import annotations

from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.members import sent_fields
from restamp.ir.types import Constant
from restamp.python.modules.subject import Subject
from restamp.python.types.public import NOTHING, Default, PublicType, optional
from restamp.python.types.received import ReceivedTypes
from restamp.python.types.sent import SentTypes
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a typed dict."""

    name: str
    type: PublicType
    is_required: bool
    at: str


def field_type(field: Field, types: ReceivedTypes) -> tuple[PublicType, Default | None]:
    """The type of a field, and its default; None if it has none."""
    type_ = types.closed(field.type) if field.is_tag else types(field.type)
    if field.fixed is not None:
        return type_, Default(field.fixed)
    return (type_, None) if field.required else (optional(type_), NOTHING)


def keys_of(subject: Subject, decl: ObjectDecl, sent: SentTypes) -> tuple[Key, ...]:
    """The keys of the typed dict of an object, with their wire names.

    Constants are required, since they are not added to a dict.
    """
    fields = sent_fields(decl, subject.declarations)
    fields += subject.sent_tags.fields.get(decl.id, ())
    return tuple(
        Key(
            field.wire_name,
            sent(field.type if field.fixed is None else Constant(field.fixed)),
            field.required or field.fixed is not None,
            field.at,
        )
        for field in fields
    )
