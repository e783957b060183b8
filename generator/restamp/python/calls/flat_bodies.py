"""The fields of a body as arguments of a call."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.declarations import Field
from restamp.ir.members import takes_null
from restamp.ir.operations import Body, FlatBody, Operation
from restamp.ir.types import Type
from restamp.python.modules.subject import Subject
from restamp.python.types.public import (
    NOTHING,
    UNSET,
    Default,
    PublicType,
    mapping_of,
    optional,
    unsettable,
)
from restamp.python.types.sent import SentTypes


def null_fields(subject: Subject, body: Body, flat: FlatBody) -> Iterator[str]:
    """The fields, by wire name, for which None is sent as null: those whose default is not None."""
    for field in flat.passed:
        if field_default(subject, body, flat, field) is not NOTHING:
            yield field.wire_name


def field_default(subject: Subject, body: Body, flat: FlatBody, field: Field) -> Default | None:
    """The default of the argument for a field; None if it is required.

    A body that may be missing has no required arguments: a call without any of them sends none.
    """
    if not field.required:
        return UNSET if field.wire_name in flat.nulls else NOTHING
    if body.required:
        return None
    return UNSET if takes_null(field.type, subject.declarations) else NOTHING


def field_type(
    sent: SentTypes, field: Field, flat: FlatBody, default: Default | None
) -> PublicType:
    """The type of the argument for a field."""
    type_ = sent(field.type)
    if default is None:
        return type_
    if default is NOTHING:
        return optional(type_)
    return unsettable(optional(type_) if field.wire_name in flat.nulls else type_)


def extra_type(sent: SentTypes, extra: Type) -> PublicType:
    """The type of the argument for undeclared fields."""
    return optional(mapping_of(sent(extra)))


def has_unset(subject: Subject, operation: Operation) -> bool:
    """Whether an argument of an operation has the default `UNSET`."""
    body = operation.body
    return (
        body is not None
        and body.flat is not None
        and any(
            field_default(subject, body, body.flat, field) is UNSET for field in body.flat.passed
        )
    )
