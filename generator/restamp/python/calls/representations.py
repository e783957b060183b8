"""The representations of a response: which the client requests and decodes, and which others exist."""

from __future__ import annotations

from collections.abc import Iterable

from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.ir.types import Kind, OneOf, Primitive, Type
from restamp.python.calls.kinds import is_stream, success_responses

XML_TYPES = ("application/xml", "text/xml")
"""The media types for which `accepting` has the usual type of a response that XML describes as well."""
ANYTHING = "*/*;q=0.8"
"""Added to the accepted media types if a response has no documented type."""


def decoded_type(response: Response) -> Type | None:
    """The type of the best representation of a response; None if none is documented.

    If JSON representations have different types, the type is their union.
    """
    if not response.contents or not response.status.has_content:
        return None
    best = response.contents[0]
    match best.codec:
        case Codec.XML:
            return best.type
        case Codec.JSON:
            types = tuple(dict.fromkeys(content.type for content in requested(response)))
            return types[0] if len(types) == 1 else OneOf(types)
        case Codec.TEXT:
            return Primitive(Kind.STRING)
        case _:
            return Primitive(Kind.BINARY)


def xml_of(response: Response) -> Content | None:
    """The XML that is decoded as the type of a response; None if there is none."""
    types = {content.type for content in response.contents if content.codec is Codec.JSON}
    documents = [content for content in response.contents if content.xml is not None]
    return next((content for content in documents if not types or content.type in types), None)


def is_xml_typed(operation: Operation) -> bool:
    """Whether the XML of each success response is decoded as the usual type of the response."""
    described = [r for r in success_responses(operation) if r.contents and r.status.has_content]
    return bool(described) and all(
        response.contents[0].codec in (Codec.JSON, Codec.XML) and xml_of(response) is not None
        for response in described
    )


def requested(response: Response) -> list[Content]:
    """The best representation, and other JSON representations with different types."""
    best = response.contents[0]
    others = [c for c in response.contents if c.codec is best.codec is Codec.JSON]
    by_type = {content.type: content for content in reversed(others)} if others else {}
    return [best, *(c for c in others if c.type != best.type and by_type[c.type] is c)]


def accept_of(operation: Operation) -> str:
    """The media types that a request accepts; empty if none is documented."""
    responses = _successes(operation)
    media_types = [c.media_type for r in responses if r.contents for c in requested(r)]
    if media_types and any(not r.contents and r.status.has_content for r in responses):
        media_types.append(ANYTHING)
    return ", ".join(dict.fromkeys(media_types))


def others_of(operation: Operation) -> tuple[str, ...]:
    """The media types of the other representations, for `accepting`."""
    media_types: dict[str, None] = {}
    for response in _successes(operation):
        if response.contents:
            media_types |= dict.fromkeys(c.media_type for c in _others(response))
    return tuple(media_types)


def decoded_otherwise(operation: Operation) -> tuple[str, ...]:
    """The media types among them that are decoded differently from the requested ones."""
    media_types: dict[str, None] = {}
    for response in _successes(operation):
        if response.contents and response.contents[0].codec is not Codec.BINARY:
            best = response.contents[0].codec
            read = xml_of(response)
            others = (c for c in _others(response) if c.codec is not best and c is not read)
            media_types |= dict.fromkeys(_essence(content) for content in others)
    return tuple(media_types)


def _successes(operation: Operation) -> list[Response]:
    """The success responses that are not only streams."""
    return [r for r in success_responses(operation) if r.status.is_success and not is_stream(r)]


def _others(response: Response) -> Iterable[Content]:
    requested_contents = requested(response)
    types = {content.type for content in requested_contents}
    for content in response.contents:
        is_same_json = content.codec is Codec.JSON and content.type in types
        if content not in requested_contents and not is_same_json and not content.codec.is_stream:
            yield content


def _essence(content: Content) -> str:
    return content.media_type.partition(";")[0].strip().lower()
