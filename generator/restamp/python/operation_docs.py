"""Docstrings of endpoint functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from restamp.ir.operations import Location, Operation, Response
from restamp.python.docstrings import text_lines
from restamp.python.model_views import doc_blocks
from restamp.python.request_arguments import argument_name, in_url_order
from restamp.python.views import Subject

WIDTH = 80
NAMED_ERRORS = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableError",
    429: "RateLimitError",
}


def operation_doc(subject: Subject, operation: Operation, request_line: str) -> list[str]:
    """The blocks of the docstring: what it does, its arguments, what it raises."""
    doc = operation.doc
    blocks = [doc.summary] if doc.summary else []
    if doc.description and doc.description != doc.summary:
        blocks.append(doc.description)
    if doc.deprecated:
        blocks.append("Deprecated.")
    blocks.append(request_line)
    arguments = list(_argument_lines(subject, operation))
    if arguments:
        blocks.append("\n".join(["Args:", *arguments]))
    raised = list(dict.fromkeys(_raised(operation.responses)))
    if raised:
        blocks.append("\n".join(["Raises:", *(f"    {name}" for name in raised)]))
    return blocks


def _argument_lines(subject: Subject, operation: Operation) -> Iterable[str]:
    for parameter in in_url_order(operation):
        yield from _argument(
            argument_name(subject, operation, parameter), doc_blocks(parameter.doc)
        )
    body = operation.body
    if body is not None and body.doc.description:
        name = subject.names.parameters[operation.id, "body", ""]
        yield from _argument(name, doc_blocks(body.doc))
    for parameter in operation.parameters:
        if parameter.location is not Location.PATH:
            name = argument_name(subject, operation, parameter)
            yield from _argument(name, doc_blocks(parameter.doc))
    if body is not None and body.is_selectable:
        name = subject.names.parameters[operation.id, "content_type", ""]
        yield from _argument(name, ["The media type of the body."])


def _argument(name: str, blocks: Sequence[str]) -> Iterable[str]:
    text = " ".join(" ".join(blocks).split())
    if not text:
        return
    first, *rest = text_lines([f"{name}: {text}"], WIDTH - 4)
    yield f"    {first}"
    for line in rest:
        yield f"        {line}"


def _raised(responses: Sequence[Response]) -> Iterable[str]:
    """The classes of the errors that are documented, by status."""
    answered = any(response.status.is_success for response in responses)
    for status in (response.status for response in responses):
        if status.is_exact and status.low in NAMED_ERRORS:
            yield NAMED_ERRORS[status.low]
        elif status.low >= 500:
            yield "ServerError"
        elif status.low >= 400 or (status.is_default and answered):
            yield "StatusError"
