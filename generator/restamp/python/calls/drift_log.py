"""The module `drift_log`, and the description of responses that the log compares with."""

from __future__ import annotations

import json
from collections.abc import Iterable

from restamp.ir.operations import Header, Operation, Response, Status
from restamp.ir.types import Kind, Primitive
from restamp.pointers import join_pointer
from restamp.python.modules.subject import Subject
from restamp.python.types.imports import Imports
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class DriftLogView:
    """The module `drift_log`."""

    base: str
    """The class of the runtime."""
    file_path: str
    """The type of a path."""
    imports: tuple[str, ...]
    description: str
    """The statuses, media types and headers of all operations, as JSON."""


def drift_log_view(subject: Subject) -> DriftLogView:
    """The view of the log of a package."""
    imports = Imports(frozenset({"DriftLog", "annotations"}), package=".", runtime=subject.runtime)
    base = imports.use(runtime.DRIFT_LOG, "DriftLog")
    file_path = imports.use(runtime.DRIFT_FILE, "FilePath")
    return DriftLogView(base, file_path, tuple(imports.lines()), _description(subject))


def _description(subject: Subject) -> str:
    """A line for each operation and for each different set of responses, which operations share."""
    numbers: dict[str, int] = {}
    rows: list[str] = []
    for operation in subject.api.operations:
        responses = json.dumps(_responses(operation.responses))
        number = numbers.setdefault(responses, len(numbers))
        row = [number] if operation.id == _usual_id(operation) else [number, operation.id]
        rows.append(f" {json.dumps(f'{operation.method} {operation.path}')}: {json.dumps(row)}")
    head = f'{{\n"package": {json.dumps(subject.names.package)},\n'
    head += f'"version": {json.dumps(subject.api.version)},\n'
    operations = ",\n".join(sorted(set(rows)))
    sets = ",\n".join(f" {responses}" for responses in numbers)
    return f'{head}"operations": {{\n{operations}\n}},\n"responses": [\n{sets}\n]\n}}'


def _usual_id(operation: Operation) -> str:
    return join_pointer("#", "paths", operation.path, operation.method.lower())


def _responses(responses: Iterable[Response]) -> dict[str, dict[str, object]]:
    return {
        _key(response.status): {
            "content": [content.media_type for content in response.contents],
            "headers": {h.name: _header(h) for h in response.headers if _is_checked(h)},
        }
        for response in responses
    }


def _key(status: Status) -> str:
    """The key of a response, as OpenAPI writes it."""
    if status.is_default:
        return "default"
    return str(status.low) if status.is_exact else f"{status.low // 100}XX"


def _header(header: Header) -> list[object]:
    return [_checked_type(header), header.required]


def _checked_type(header: Header) -> str:
    """The type that the log checks, by its name in JSON Schema; any text fits a string."""
    match header.type:
        case Primitive(Kind.BOOLEAN):
            return "boolean"
        case Primitive(Kind.INTEGER):
            return "integer"
        case Primitive(Kind.NUMBER | Kind.DECIMAL_NUMBER):
            return "number"
        case _:
            return "string"


def _is_checked(header: Header) -> bool:
    return header.required or _header(header)[0] != "string"
