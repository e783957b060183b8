"""Docstrings of endpoint functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from restamp.ir.operations import Operation, Response
from restamp.ir.types import ListOf, Primitive, Type
from restamp.kinds.table import ROWS
from restamp.names.parameters import EXTRA
from restamp.python.calls.arguments import CallArgument
from restamp.python.calls.errors import NAMED_ERRORS
from restamp.python.calls.items import items_of
from restamp.python.calls.representations import XML_TYPES, is_xml_typed, others_of
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import one_line, sentence, text_lines
from restamp.python.types.literals import literal
from restamp.python.views.models import doc_blocks

WIDTH = 80
SAYS_NOTHING = re.compile(
    r"(\d{3}|ok|okay|success(ful(ly)?)?|successful (response|operation|request)|response|"
    r"default (response|description)|no content|created|accepted|expected response.*|"
    r"a successful response|null response|done|no response|string)?[.!]?",
    re.IGNORECASE,
)
"""Descriptions of success responses without information."""


def operation_doc(
    subject: Subject, operation: Operation, arguments: Iterable[CallArgument], request_line: str
) -> list[str]:
    """The blocks of the docstring: description, arguments, results and errors."""
    doc = operation.doc
    summary = sentence(doc.summary)
    blocks = [summary] if summary else []
    if doc.description and doc.description not in (doc.summary, summary):
        blocks.append(doc.description)
    if doc.deprecated:
        blocks.append(doc.deprecation or "Deprecated.")
    blocks.append(request_line)
    if operation.body is not None and operation.body.flat is not None:
        # The body itself is no argument.
        about = " ".join(" ".join(doc_blocks(operation.body.doc)).split())
        blocks += [f"Body: {about}"] if about else []
    lines = [line for argument in arguments for line in _lines_of(argument, operation)]
    if lines:
        blocks.append("\n".join(["Args:", *lines]))
    items = items_of(subject, operation)
    returns = [f"    {items}."] if items else []
    returns += [*_answer_lines(operation.responses), *_representation_lines(operation)]
    if returns:
        blocks.append("\n".join(["Returns:", *returns]))
    raised = list(dict.fromkeys(_raised(operation.responses)))
    if raised:
        blocks.append("\n".join(["Raises:", *(f"    {name}" for name in raised)]))
    return blocks


def _lines_of(argument: CallArgument, operation: Operation) -> Iterable[str]:
    """The lines of an argument, if there is anything to say."""
    body = operation.body
    if argument.parameter is not None:
        yield from _argument(argument.name, doc_blocks(argument.parameter.doc))
    elif argument.wire == "body" and body is not None:
        if body.doc.description:
            yield from _argument(argument.name, doc_blocks(body.doc))
    elif argument.wire == "media type" and body is not None:
        text = "The media type of the body"
        if len(body.choices) > 1:
            text += "; None for the one that it fits"
        yield from _argument(argument.name, [f"{text}."])
    else:
        yield from _field_lines(argument)


def _field_lines(argument: CallArgument) -> Iterable[str]:
    """The line of an argument that is a field of the body."""
    field = argument.field
    if field is not None:
        facts = [*field.doc.facts]
        if field.required and argument.default is not None:
            facts.append("Required if there is a body.")
        if argument.name != field.wire_name:
            facts.append(f"Sent as {literal(field.wire_name)}.")
        yield from _argument(argument.name, doc_blocks(replace(field.doc, facts=tuple(facts))))
    elif argument.wire == EXTRA:
        yield from _argument(argument.name, ["Fields that the document does not declare."])


def _argument(name: str, blocks: Sequence[str]) -> Iterable[str]:
    text = " ".join(" ".join(blocks).split())
    if not text:
        return
    yield from _hanging(f"{name}: {text}")


def _hanging(text: str) -> Iterable[str]:
    first, *rest = text_lines([text], WIDTH - 4)
    yield f"    {first}"
    for line in rest:
        yield f"        {line}"


def _answer_lines(responses: Sequence[Response]) -> Iterable[str]:
    """Descriptions of success responses, if they are informative, and their headers."""
    for response in responses:
        if not response.status.is_success:
            continue
        text = one_line(response.doc.description)
        if response.contents and not SAYS_NOTHING.fullmatch(text):
            yield from (f"    {line}" for line in text_lines([text], WIDTH - 4))
        for header in response.headers:
            about = one_line(header.doc.description)
            kind = _kind(header.type)
            if header.separator != ",":
                kind += f", separator={literal(header.separator)}"
            entry = f"{header.name} ({kind}){': ' if about else ''}{about}"
            yield from _hanging(f"Header {entry}")


def _representation_lines(operation: Operation) -> Iterable[str]:
    """How to request the other representations."""
    others = others_of(operation)
    typed = [name for name in others if name in XML_TYPES] if is_xml_typed(operation) else []
    for introduction, names in (
        ("The same value from XML", typed),
        ("Other representations, as they arrive", [n for n in others if n not in typed]),
    ):
        if names:
            ways = ", ".join(f'`.accepting("{media_type}")`' for media_type in names)
            yield from _hanging(f"{introduction}: {ways}")


def _kind(type_: Type) -> str:
    """The type argument for a header: `response.header(name, int)`."""
    match type_:
        case ListOf(item):
            return f"list[{_kind(item)}]"
        case Primitive(kind):
            return ROWS[kind].header
        case _:
            return "str"


def _raised(responses: Sequence[Response]) -> Iterable[str]:
    """The classes of documented errors, by status."""
    returns = any(response.status.is_success for response in responses)
    for status in (response.status for response in responses):
        if status.is_exact and status.low in NAMED_ERRORS:
            yield NAMED_ERRORS[status.low]
        elif status.low >= 500:
            yield "ServerError"
        elif status.low >= 400 or (status.is_default and returns):
            yield "StatusError"
