"""The operations that a README shows, as example calls."""

from __future__ import annotations

from collections.abc import Iterable

from restamp.ir.operations import Location, Operation
from restamp.ir.types import Kind, Nullable, Primitive, Type
from restamp.names.parameters import FIELD
from restamp.python.calls.arguments import argument_name, in_argument_order
from restamp.python.calls.errors import NAMED_ERRORS
from restamp.python.calls.kinds import CallKind, kind_of, stream_of, success_responses
from restamp.python.modules.resources import resources_of
from restamp.python.modules.subject import Subject
from restamp.python.types.literals import literal
from restamp.records import dataclass

NOT_FOUND = 404
LITERALS = (Kind.STRING, Kind.INTEGER)


@dataclass(frozen=True, slots=True)
class Example:
    """An example call of an operation."""

    name: str
    """The operation: `client.pets.get`."""
    arguments: str
    fake: str
    """The same operation of the fake."""
    errors: tuple[str, ...]
    """The classes of its documented errors that have a name, by status."""
    is_stream: bool = False
    """Whether the call is a stream."""
    is_complete: bool = True
    """Whether the arguments are values, and not names that the reader replaces."""

    @property
    def call(self) -> str:
        """The call with its arguments."""
        return f"{self.name}({self.arguments})"

    @property
    def items(self) -> str:
        """The call that iterates over the items of all pages."""
        return f"{self.name}.items({self.arguments})"

    @property
    def wait(self) -> str:
        """The call that polls."""
        return f"{self.name}.wait({self.arguments})"

    @property
    def stream(self) -> str:
        """The call that streams a response that can also be read as a whole."""
        return f"{self.name}.stream({self.arguments})"


NO_EXAMPLE = Example("", "", "", ())


class Examples:
    """Chooses operations for examples, independent of the order of the document."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._sizes = {each.names.chain: len(each.operations) for each in resources_of(subject)}
        self._ordered = sorted(subject.api.operations, key=self._effort)
        self._kinds = {operation.id: kind_of(operation) for operation in self._ordered}

    def first_call(self) -> Example:
        """The call to start with: it only reads, its arguments are simple, and it is no stream if possible."""
        whole = (o for o in self._ordered if self._kinds[o.id].has_result)
        return self._best(whole) or self.stream()

    def stream(self) -> Example:
        """A stream without another representation; with no arguments if there is none."""
        streams = (o for o in self._ordered if not self._kinds[o.id].has_result)
        return self._best(streams) or NO_EXAMPLE

    def streamable(self) -> Example:
        """An operation that can be streamed, and otherwise returns the whole response."""
        whole = (o for o in self._ordered if self._kinds[o.id].has_result)
        return self._best(o for o in whole if stream_of(o) is not None) or NO_EXAMPLE

    def of_kind(self, kind: CallKind) -> Example:
        """The best operation of a kind."""
        return self._best(o for o in self._ordered if self._kinds[o.id] is kind) or NO_EXAMPLE

    def failing(self) -> Example:
        """An operation that only reads and documents errors, preferably that something does not exist."""
        reading = [o for o in self._ordered if o.method == "GET"]
        whole = [o for o in reading if self._kinds[o.id].has_result]
        named = [(o, _statuses(o)) for o in whole]
        missing = [o for o, statuses in named if NOT_FOUND in statuses]
        choices = [o for o in missing if o.path.endswith("}")] + missing
        choices += [o for o, statuses in named if statuses]
        return self._best(choices) or self.first_call()

    def _best(self, operations: Iterable[Operation]) -> Example | None:
        operation = next(iter(operations), None)
        return None if operation is None else self._example(operation)

    def _example(self, operation: Operation) -> Example:
        names = self._subject.names
        return Example(
            f"client.{names.call(operation.id)}",
            ", ".join(_arguments(self._subject, operation)),
            f"fake.{names.fake_call(operation.id)}",
            tuple(dict.fromkeys(NAMED_ERRORS[status] for status in _statuses(operation))),
            is_stream=not self._kinds[operation.id].has_result,
            is_complete=_open_arguments(operation) == 0,
        )

    def _effort(self, operation: Operation) -> tuple[bool, bool, int, int, bool, int, int, str]:
        """Sort key: calls that only read, need few arguments and return something; of large resources first."""
        required = sum(parameter.required for parameter in operation.parameters)
        chain = self._subject.names.groups[operation.id].chain
        return (
            operation.doc.deprecated,
            operation.method != "GET",
            _open_arguments(operation),
            required + (operation.body is not None),
            not any(response.contents for response in success_responses(operation)),
            len(chain),
            -self._sizes[chain],
            self._subject.names.call(operation.id),
        )


def _open_arguments(operation: Operation) -> int:
    """The number of required arguments without an example value."""
    required = (parameter for parameter in operation.parameters if parameter.required)
    has_body = operation.body is not None and operation.body.required
    return sum(not _has_literal(parameter.type) for parameter in required) + has_body


def _statuses(operation: Operation) -> list[int]:
    statuses = (r.status for r in operation.responses)
    return sorted(s.low for s in statuses if s.is_exact and s.low in NAMED_ERRORS)


def _arguments(subject: Subject, operation: Operation) -> Iterable[str]:
    names = subject.names
    for parameter in in_argument_order(subject, operation):
        name = argument_name(subject, operation, parameter)
        yield _value(name, parameter.type, parameter.example)
    body = operation.body
    if body is not None and body.required and body.flat is None:
        yield names.parameters[operation.id, "body", ""]
    for parameter in operation.parameters:
        if parameter.location is not Location.PATH and parameter.required:
            name = argument_name(subject, operation, parameter)
            yield f"{name}={_value(name, parameter.type, parameter.example)}"
    if body is not None and body.required and body.flat is not None:
        for field in body.flat.passed:
            if field.required:
                name = names.parameters[operation.id, FIELD, field.wire_name]
                yield f"{name}={_value(name, field.type)}"


def _has_literal(type_: Type) -> bool:
    match type_:
        case Primitive(kind):
            return kind in LITERALS
        case Nullable(item):
            return _has_literal(item)
        case _:
            return False


def _value(name: str, type_: Type, example: str | int | None = None) -> str:
    """An example value: that of the document, or else the name as a string or 1; a variable for other types."""
    match type_:
        case Primitive(Kind.STRING):
            return literal(example if isinstance(example, str) else name)
        case Primitive(Kind.INTEGER):
            return literal(example if isinstance(example, int) else 1)
        case Nullable(item):
            return _value(name, item, example)
        case _:
            return name
