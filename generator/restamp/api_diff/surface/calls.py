"""Operations as callers see them."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.api_diff.surface.behaviour import pagination_text, retries_text, waiter_text
from restamp.api_diff.surface.surface import Argument, Call
from restamp.ir.operations import Operation, Parameter, Response, Security
from restamp.names.resources import operation_key
from restamp.passes.common_error import error_type
from restamp.python.calls.arguments import CallArgument, arguments_of
from restamp.python.calls.kinds import Part
from restamp.python.calls.results import results_of
from restamp.python.modules.subject import Subject
from restamp.python.types.public import (
    Container,
    Generic,
    PublicType,
    Simple,
    union_of,
    untagged,
)
from restamp.python.types.received import ReceivedTypes
from restamp.records import dataclass

CLIENT = "client"


def calls_of(subject: Subject) -> dict[str, Call]:
    """All operations, by symbol."""
    types = ReceivedTypes(subject.declarations, subject.names)
    return {call.symbol: call for call in map(_Calls(subject, types).call, subject.api.operations)}


def alternatives_of(subject: Subject, security: Security) -> tuple[frozenset[str], ...]:
    """The sets of client arguments that are sufficient credentials."""
    credentials = subject.names.credentials
    return tuple(
        frozenset(
            argument
            for name in names
            for argument in (credentials[name].arguments if name in credentials else (name,))
        )
        for names in security
    )


@dataclass(frozen=True, slots=True)
class _Calls:
    subject: Subject
    types: ReceivedTypes

    def call(self, operation: Operation) -> Call:
        """One operation."""
        names, body = self.subject.names, operation.body
        return Call(
            symbol=f"{CLIENT}.{names.call(operation.id)}",
            function=f"api.{names.function(operation.id)}",
            key=operation_key(operation),
            at=operation.id,
            arguments=tuple(self._arguments(operation)),
            results=self._results(operation),
            statuses={_status(r): self._content(r) for r in operation.responses},
            error_statuses=frozenset(
                _status(r) for r in operation.responses if error_type(r) is not None
            ),
            alternatives=alternatives_of(self.subject, operation.security),
            media_types="" if body is None else ", ".join(c.media_type for c in body.contents),
            address=operation.servers[0].url if operation.servers else "",
            pagination=pagination_text(operation.pagination),
            waiter=waiter_text(operation.waiter),
            retries=retries_text(operation),
            deprecated=operation.doc.deprecated,
        )

    def _arguments(self, operation: Operation) -> Iterator[Argument]:
        for number, argument in enumerate(arguments_of(self.subject, operation)):
            yield Argument(
                argument.name,
                argument.type,
                argument.default,
                None if argument.is_keyword_only else number,
                argument.at,
                argument.wire,
                *_of_parameter(argument),
            )

    def _content(self, response: Response) -> PublicType:
        """The type of a response body, in any media type."""
        types = [untagged(self.types(content.type)) for content in response.contents]
        return union_of(types or [Simple.NONE])

    def _results(self, operation: Operation) -> dict[str, PublicType]:
        results = results_of(self.subject, operation)
        types = {part: untagged(type_) for part, type_ in results.types.items()}
        if Part.STREAM_ITEM in types:
            types[Part.STREAM_ITEM] = Generic(Container.STREAM, (types[Part.STREAM_ITEM],))
        return {variant.path: types[variant.part] for variant in results.kind.variants}


def _of_parameter(argument: CallArgument) -> tuple[str, tuple[str, ...], bool]:
    """Serialization, documented default and limits, and deprecation of an argument."""
    parameter, field = argument.parameter, argument.field
    if field is not None:
        return "", field.doc.facts, field.doc.deprecated
    if parameter is None:
        return "", (), False
    return _serialization(parameter), parameter.doc.facts, parameter.doc.deprecated


def _serialization(parameter: Parameter) -> str:
    if parameter.content is not None:
        return f"{parameter.location} {parameter.wire_name}, {parameter.content}"
    style = f"{parameter.style}{', exploded' if parameter.explode else ''}"
    inner = f" of {' of '.join(parameter.inner)}" if parameter.inner else ""
    reserved = ", reserved characters unescaped" if parameter.allow_reserved else ""
    return f"{parameter.location} {parameter.wire_name}, {style}{inner}{reserved}"


def _status(response: Response) -> str:
    status = response.status
    if status.is_default:
        return "default"
    return str(status.low) if status.is_exact else f"{status.low // 100}XX"
