"""Operations as a caller sees them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from restamp.api_diff.surface.surface import Argument, Call
from restamp.api_diff.types.terms import arguments
from restamp.ir.operations import Operation, Parameter, Response, Security
from restamp.names.resources import operation_key
from restamp.passes.common_error import error_type
from restamp.python.calls.kinds import Part
from restamp.python.calls.pages import pages_argument, waiter_argument
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports
from restamp.python.views.operations import answered
from restamp.python.views.request_arguments import RequestArguments
from restamp.python.views.views import Subject

CLIENT = "client"


def annotator_of(subject: Subject, imports: Imports) -> Annotator:
    """Writes types as a caller would: the models behind `models`, all else by its own name."""
    types = subject.names.types
    return Annotator(imports, subject.declarations, types, lambda id_: f"models.{types[id_]}")


def calls_of(subject: Subject) -> dict[str, Call]:
    """All operations, by symbol."""
    return {call.symbol: call for call in map(_Seen(subject).call, subject.api.operations)}


def alternatives_of(subject: Subject, security: Security) -> tuple[frozenset[str], ...]:
    """Which arguments of the client are enough, each set on its own."""
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
class _Seen:
    subject: Subject

    def call(self, operation: Operation) -> Call:
        """One operation."""
        names, imports = self.subject.names, Imports()
        group = names.groups[operation.id].attribute
        symbol = f"{CLIENT}.{group}.{names.methods[operation.id]}"
        annotator = annotator_of(self.subject, imports)
        statuses = {
            _status(r): " | ".join(dict.fromkeys(annotator(c.type) for c in r.contents)) or "None"
            for r in operation.responses
        }
        failed = {_status(r) for r in operation.responses if error_type(r) is not None}
        return Call(
            symbol,
            f"api.{group}.{names.functions[operation.id]}",
            operation_key(operation),
            operation.id,
            tuple(
                self._arguments(
                    operation, RequestArguments(self.subject, operation, imports, annotator)
                )
            ),
            self._answers(operation, imports),
            statuses,
            {status: statuses[status] for status in failed},
            alternatives_of(self.subject, operation.security),
            (
                ""
                if operation.body is None
                else ", ".join(c.media_type for c in operation.body.contents)
            ),
            operation.servers[0].url if operation.servers else "",
            pages_argument(operation, Imports()),
            waiter_argument(operation.waiter, Imports()) if operation.waiter is not None else "",
            _retries(operation),
            operation.doc.deprecated,
        )

    def _arguments(self, operation: Operation, made: RequestArguments) -> Iterator[Argument]:
        signature = ", ".join(made.signature())
        (function,) = ast.parse(f"def _({signature}): ...").body
        if not isinstance(function, ast.FunctionDef):
            raise TypeError(signature)
        known = self._known(operation)
        given = function.args
        missing: list[ast.expr | None] = [None] * (len(given.args) - len(given.defaults))
        placed = zip(given.args, [*missing, *given.defaults], strict=True)
        named = zip(given.kwonlyargs, given.kw_defaults, strict=True)
        for number, (argument, default) in enumerate([*placed, *named]):
            if argument.annotation is None:
                raise TypeError(signature)
            place = number if number < len(given.args) else None
            at, wire, parameter = known[argument.arg]
            yield Argument(
                argument.arg,
                ast.unparse(argument.annotation),
                None if default is None else ast.unparse(default),
                place,
                at,
                wire,
                "" if parameter is None else _travel(parameter),
                () if parameter is None else parameter.doc.facts,
                parameter is not None and parameter.doc.deprecated,
            )

    def _known(self, operation: Operation) -> dict[str, tuple[str, str, Parameter | None]]:
        """Of each argument by its name: where it is declared, where it travels, and its parameter."""
        names = self.subject.names.parameters
        found: dict[str, tuple[str, str, Parameter | None]] = {}
        for parameter in operation.parameters:
            location = str(parameter.location)
            name = names[operation.id, location, parameter.wire_name]
            found[name] = parameter.at, f"{location} {parameter.wire_name}", parameter
        if operation.body is not None:
            for key, wire in (("body", "body"), ("content_type", "media type")):
                if held := names.get((operation.id, key, "")):
                    found[held] = operation.body.at, wire, None
        return found

    def _answers(self, operation: Operation, imports: Imports) -> dict[str, str]:
        kind, annotation = answered(self.subject, operation, imports)
        types = dict(zip(kind.parts, arguments(annotation), strict=True))
        types |= {part: f"Stream[{types[part]}]" for part in (Part.STREAM_ITEM,) if part in types}
        return {way.path: types[way.part] for way in kind.ways}


def _travel(parameter: Parameter) -> str:
    if parameter.content is not None:
        return f"{parameter.location} {parameter.wire_name}, {parameter.content}"
    style = f"{parameter.style}{', exploded' if parameter.explode else ''}"
    reserved = ", reserved characters as they are" if parameter.allow_reserved else ""
    return f"{parameter.location} {parameter.wire_name}, {style}{reserved}"


def _retries(operation: Operation) -> str:
    safe = {True: "safe", False: "not safe", None: ""}[operation.idempotent]
    return ", ".join(filter(None, (safe, operation.idempotency_key)))


def _status(response: Response) -> str:
    status = response.status
    if status.is_default:
        return "default"
    return str(status.low) if status.is_exact else f"{status.low // 100}XX"
