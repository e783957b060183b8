"""The representations of a response: what a client asks for, what it decodes, what else there is."""

from __future__ import annotations

from collections.abc import Iterable

from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.ir.types import Kind, OneOf, Primitive, Type
from restamp.python.calls.kinds import is_stream, success_responses

ANYTHING = "*/*;q=0.8"
"""What a request accepts beside the described media types, where a response has none."""


def decoded_type(response: Response) -> Type | None:
    """What a response decodes to: its best representation's type; None where none is described.

    Representations in JSON that differ are told apart by what arrives.
    """
    if not response.contents or not response.status.has_content:
        return None
    best = response.contents[0]
    match best.codec:
        case Codec.JSON:
            types = tuple(dict.fromkeys(content.type for content in requested(response)))
            return types[0] if len(types) == 1 else OneOf(types)
        case Codec.TEXT:
            return Primitive(Kind.STRING)
        case _:
            return Primitive(Kind.BINARY)


def requested(response: Response) -> list[Content]:
    """The best representation, and those in JSON beside it that have another type."""
    best = response.contents[0]
    others = [c for c in response.contents if c.codec is best.codec is Codec.JSON]
    kept = {content.type: content for content in reversed(others)} if others else {}
    return [best, *(c for c in others if c.type != best.type and kept[c.type] is c)]


def accept_of(operation: Operation) -> str:
    """What a request accepts: the media types of what it decodes; empty where none is described."""
    responses = _successes(operation)
    found = [c.media_type for r in responses if r.contents for c in requested(r)]
    if found and any(not r.contents and r.status.has_content for r in responses):
        found.append(ANYTHING)
    return ", ".join(dict.fromkeys(found))


def others_of(operation: Operation) -> tuple[str, ...]:
    """The media types of the other representations, which `accepting` asks for."""
    found: dict[str, None] = {}
    for response in _successes(operation):
        if response.contents:
            found |= dict.fromkeys(c.media_type for c in _others(response))
    return tuple(found)


def decoded_otherwise(operation: Operation) -> tuple[str, ...]:
    """Those of the other representations that are not decoded as the requested ones are."""
    found: dict[str, None] = {}
    for response in _successes(operation):
        if response.contents and response.contents[0].codec is not Codec.BINARY:
            best = response.contents[0].codec
            others = (c for c in _others(response) if c.codec is not best)
            found |= dict.fromkeys(_essence(content) for content in others)
    return tuple(found)


def _successes(operation: Operation) -> list[Response]:
    """The responses that are no errors, and no streams alone."""
    return [r for r in success_responses(operation) if r.status.is_success and not is_stream(r)]


def _others(response: Response) -> Iterable[Content]:
    asked = requested(response)
    types = {content.type for content in asked}
    for content in response.contents:
        is_same_json = content.codec is Codec.JSON and content.type in types
        if content not in asked and not is_same_json and not content.codec.is_stream:
            yield content


def _essence(content: Content) -> str:
    return content.media_type.partition(";")[0].strip().lower()
