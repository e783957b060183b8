"""The fields of models and the keys of typed dicts, as values."""

from __future__ import annotations

from typing import TypeAlias

from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.members import sent_fields
from restamp.ir.types import Constant
from restamp.ir.walk import all_fields
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


TypedField: TypeAlias = tuple[Field, PublicType, Default | None]
"""A field with its type, and its default; None if it has none."""


def declared_fields(subject: Subject, decl: ObjectDecl) -> tuple[TypedField, ...]:
    """The fields that the class of an object declares: it repeats those of objects that are no base classes."""
    return subject.once(_declared_fields, decl.id, decl)


def _declared_fields(subject: Subject, decl: ObjectDecl) -> tuple[TypedField, ...]:
    types = ReceivedTypes(subject.declarations, subject.names)
    fields = decl.fields
    if subject.layout.base_classes(decl) != decl.bases:
        fields = all_fields(decl, subject.declarations)
    return tuple((field, *_type(field, types)) for field in fields)


def _type(field: Field, types: ReceivedTypes) -> tuple[PublicType, Default | None]:
    type_ = types.closed(field.type) if field.is_tag else types(field.type)
    if field.fixed is not None:
        return type_, Default(field.fixed)
    return (type_, None) if field.required else (optional(type_), NOTHING)


def keys_of(subject: Subject, decl: ObjectDecl) -> tuple[Key, ...]:
    """The keys of the typed dict of an object, with their wire names.

    Constants are required, since they are not added to a dict.
    """
    return subject.once(_keys, decl.id, decl)


def _keys(subject: Subject, decl: ObjectDecl) -> tuple[Key, ...]:
    sent = SentTypes(ReceivedTypes(subject.declarations, subject.names), in_body=True)
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
