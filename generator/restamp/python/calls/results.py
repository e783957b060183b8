"""The results of a call, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from restamp.ir.operations import Content, Operation, Response, Status
from restamp.python.calls.kinds import (
    CallKind,
    Part,
    is_stream,
    kind_of,
    stream_of,
    success_responses,
)
from restamp.python.calls.pages import paged_item
from restamp.python.calls.representations import decoded_type, xml_of
from restamp.python.calls.streams import item_type
from restamp.python.modules.subject import Subject
from restamp.python.types.public import PublicType, Simple, union_of
from restamp.python.types.received import ReceivedTypes
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """The type of a success response."""

    status: Status | None
    """None if the document has no response."""
    type: PublicType | None
    """None if it is not documented."""
    xml: Content | None = None
    """The XML that is decoded as this type, if there is any."""


@dataclass(frozen=True, slots=True)
class Results:
    """The results of one operation."""

    kind: CallKind
    types: Mapping[Part, PublicType]
    """The type arguments of the request class, in order."""
    decoded: tuple[Decoded, ...]
    """Types of success responses by status, for kinds with a result."""


def results_of(subject: Subject, operation: Operation) -> Results:
    """The results of an operation."""
    return subject.once(_results, operation.id, operation)


def _results(subject: Subject, operation: Operation) -> Results:
    types = ReceivedTypes(subject.declarations, subject.names)
    kind, stream = kind_of(operation), stream_of(operation)
    decoded = tuple(_decoded(operation, types))
    types_by_part: dict[Part, PublicType] = {}
    for part in kind.parts:
        match part:
            case Part.RESULT:
                types_by_part[part] = _result(decoded)
            case Part.PAGE_ITEM:
                types_by_part[part] = paged_item(operation, types)
            case Part.STREAM_ITEM if stream is not None:
                types_by_part[part] = item_type(stream, types)
            case Part.STREAM_ITEM:
                pass
    return Results(kind, types_by_part, decoded)


def _result(decoded: Sequence[Decoded]) -> PublicType:
    """The union of the types; Any is only kept next to others if it is documented."""
    types = [Simple.ANY if each.type is None else each.type for each in decoded]
    is_free = any(each.type is Simple.ANY for each in decoded)
    if is_free or {*types} - {Simple.NONE} == {Simple.ANY}:
        return Simple.ANY
    known = [t for t in dict.fromkeys(types) if t not in (Simple.ANY, Simple.NONE)]
    return union_of([*known, *(end for end in (Simple.ANY, Simple.NONE) if end in types)])


def _decoded(operation: Operation, types: ReceivedTypes) -> Iterator[Decoded]:
    successes: list[Response | None] = [r for r in success_responses(operation) if not is_stream(r)]
    for response in successes or [None]:
        status = None if response is None else response.status
        type_ = None if response is None else decoded_type(response)
        has_content = response is None or response.status.has_content
        if type_ is not None:
            yield Decoded(status, types(type_), None if response is None else xml_of(response))
        elif operation.method == "HEAD" or not has_content:
            yield Decoded(status, Simple.NONE)
        else:
            yield Decoded(status, None)
