"""Lower media types, request bodies and responses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from restamp.ir.operations import Body, Codec, Content, Header, Response, Status
from restamp.ir.types import (
    ANY,
    STRING,
    Constant,
    Kind,
    ListOf,
    NameHint,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
)
from restamp.lower.context import Lowering, doc_of, referred_words
from restamp.lower.operations.encodings import SEPARATORS, encodings_of
from restamp.lower.operations.examples import with_example
from restamp.lower.operations.parts import is_positional, with_parts
from restamp.lower.operations.streams import stream_codec, with_items
from restamp.lower.schemas.keywords import types_of
from restamp.lower.schemas.narrowing import resolved_alias
from restamp.lower.schemas.scalars import scalar
from restamp.lower.xml import is_xml, root_node
from restamp.spec.tree.node import Node

BYTES = Primitive(Kind.BINARY)
STATUS = re.compile(r"([1-5])(\d\d|[xX]{2})\Z")
_ORDER = {codec: number for number, codec in enumerate(Codec)}
STRUCTURED = re.compile(r"xml$|ya?ml$|csv$")


def codec_of(media_type: str) -> Codec:
    """The codec for a media type (RFC 6838, section 4.2.8 for suffixes)."""
    plain = media_type.partition(";")[0].strip().lower()
    if plain in ("application/json", "*/*", "application/*", "") or plain.endswith("+json"):
        return Codec.JSON
    if plain == "application/x-www-form-urlencoded":
        return Codec.FORM
    if plain.startswith("multipart/"):
        return Codec.MULTIPART
    if plain.endswith("/json"):
        return Codec.JSON
    stream = stream_codec(plain)
    if stream is not None:
        return stream
    return Codec.XML if is_xml(plain) else text_or_binary(plain)


def text_or_binary(plain: str) -> Codec:
    """The codec of content that is not decoded further."""
    return Codec.TEXT if plain.startswith("text/") else Codec.BINARY


def contents_of(lowering: Lowering, node: Node, hint: NameHint) -> tuple[Content, ...]:
    """Lower the media types of a `content` map, preferred ones first."""
    content = node.get("content")
    if content is None:
        return ()
    contents: list[Content] = []
    for media_type, member in content.items():
        target = lowering.document.resolve(member) if member.is_mapping else None
        if target is not None and target.is_mapping:
            contents.append(_content(lowering, media_type, target, hint))
    contents.sort(key=lambda content_: (_ORDER[content_.codec], _rank(content_)))
    if contents:
        _warn_of_bytes(lowering, contents[0])
    return tuple(contents)


def _rank(content: Content) -> tuple[bool, str]:
    return (content.media_type != "application/json", content.media_type)


def _content(lowering: Lowering, media_type: str, node: Node, hint: NameHint) -> Content:
    codec = codec_of(media_type)
    if codec is Codec.MULTIPART and is_positional(lowering, node):
        content = Content(media_type, Codec.PARTS, BYTES, node.at)
        return with_parts(lowering, content, node, hint)
    type_ = _type(lowering, codec, node, hint)
    if codec is Codec.JSON and resolved_alias(lowering, type_) == BYTES:
        # Bytes are not a JSON value: they are the body itself, whatever its media type.
        codec, type_ = Codec.BINARY, BYTES
    if codec is Codec.XML:
        return _xml(lowering, Content(media_type, codec, type_, node.at), node)
    content = Content(media_type, codec, type_, node.at)
    if codec in (Codec.FORM, Codec.MULTIPART) and not _has_fields(lowering, type_):
        return _without_fields(lowering, content)
    if codec in (Codec.FORM, Codec.MULTIPART):
        return replace(content, encodings=encodings_of(lowering, node, codec is Codec.MULTIPART))
    return with_items(lowering, content, node, hint) if codec.is_stream else content


def _xml(lowering: Lowering, content: Content, node: Node) -> Content:
    """XML content with its root element; as text or bytes if its schema does not describe elements."""
    schema = node.get("schema")
    if schema is not None:
        root = root_node(lowering, schema)
        type_ = resolved_alias(lowering, content.type)
        type_ = type_.item if isinstance(type_, Nullable) else type_
        is_scalar = isinstance(type_, Constant) or (
            isinstance(type_, Primitive) and type_.kind is not Kind.OBJECT
        )
        if not is_scalar or (root.is_explicit and type_ not in (ANY, BYTES)):
            return replace(content, xml=root)
    return _unread(content)


def _has_fields(lowering: Lowering, type_: Type) -> bool:
    """Whether the values of a type may have the fields of a form."""
    type_ = resolved_alias(lowering, type_)
    if isinstance(type_, Nullable):
        return _has_fields(lowering, type_.item)
    if isinstance(type_, Primitive):
        return type_.kind in (Kind.ANY, Kind.OBJECT)
    return not isinstance(type_, ListOf | TupleOf | Constant)


def _without_fields(lowering: Lowering, content: Content) -> Content:
    """A form whose schema describes no object: the text of a URL-encoded one, or else bytes."""
    is_text = content.codec is Codec.FORM
    what = "text" if is_text else "bytes"
    message = f"a form that is not an object is not encoded: the body is {what}"
    lowering.widen("media-type-bytes", message, content.at)
    if is_text:
        return replace(content, codec=Codec.TEXT, type=STRING)
    return replace(content, codec=Codec.BINARY, type=BYTES)


def _unread(content: Content) -> Content:
    """Content as text or bytes."""
    codec = text_or_binary(content.media_type.partition(";")[0].strip().lower())
    return replace(content, codec=codec, type=STRING if codec is Codec.TEXT else BYTES, xml=None)


def _warn_of_bytes(lowering: Lowering, content: Content) -> None:
    """Warn if content with a structure is left as bytes."""
    plain = content.media_type.partition(";")[0].strip().lower()
    if content.codec is not Codec.BINARY or not STRUCTURED.search(plain):
        return
    lowering.widen("media-type-bytes", f"{plain} is not decoded: the body is bytes", content.at)


def _type(lowering: Lowering, codec: Codec, node: Node, hint: NameHint) -> Type:
    schema = node.get("schema")
    match codec:
        case Codec.JSON | Codec.FORM | Codec.MULTIPART | Codec.XML:
            return ANY if schema is None else lowering.type_of(schema, hint)
        case Codec.TEXT:
            return STRING
        case Codec.BINARY | Codec.EVENTS | Codec.LINES | Codec.SEQUENCE | Codec.PARTS:
            return BYTES


def _as_request(lowering: Lowering, content: Content) -> Content:
    """Adapt content to requests: streams are lists of items, or encoded bytes."""
    if content.xml is not None and not content.xml.name:
        plain = content.media_type.partition(";")[0].strip().lower()
        message = f"{plain} is not encoded, as its root element has no name: the body is bytes"
        lowering.widen("media-type-bytes", message, content.at)
        return _unread(content)
    if not content.codec.is_stream or content.codec is Codec.PARTS or content.item is None:
        return content
    return replace(content, type=OneOf((ListOf(content.item), BYTES)))


def body_of(lowering: Lowering, node: Node | None, hint: NameHint) -> Body | None:
    """Lower the request body of an operation; None if it has none."""
    target = None if node is None else lowering.document.resolve(node)
    if node is None:
        return None
    if target is None or not target.is_mapping:
        lowering.widened[node.at] = "unresolved reference"
        return Body((Content("application/json", Codec.JSON, ANY, node.at),), False, node.at)
    contents = contents_of(lowering, target, hint)
    if not contents:
        return None
    contents = tuple(_as_request(lowering, content) for content in contents)
    return Body(contents, target.flag("required"), target.at, doc_of(target))


def status_of(key: str) -> Status | None:
    """Parse a key of `responses` as a range of statuses; None if it is not valid."""
    if key == "default":
        return Status(0, 999)
    match = STATUS.match(key)
    if match is None:
        return None
    if match[2].isdigit():
        return Status(int(key), int(key))
    return Status(int(match[1]) * 100, int(match[1]) * 100 + 99)


def responses_of(
    lowering: Lowering, node: Node | None, hint: NameHint, method: str
) -> tuple[Response, ...]:
    """Lower the responses of an operation, ordered by status, the widest range last.

    Responses to HEAD have no content, whatever is documented (RFC 9110, section 9.3.2).
    """
    responses: list[Response] = []
    successes = 0 if node is None else sum(key.startswith("2") for key, _ in node.items())
    for key, member in node.items() if node is not None else ():
        if key.startswith("x-"):
            continue
        status = status_of(key)
        if status is None:
            lowering.diagnostics.warning(
                "status-invalid",
                f"{key!r} is not an HTTP status; this response is ignored",
                member.at,
            )
            continue
        target = lowering.document.resolve(member)
        if target is None or not target.is_mapping:
            lowering.widened[member.at] = "unresolved reference"
            responses.append(Response(status, (), member.at))
            continue
        if member.ref is None:
            inner = _response_hint(hint, key, status, successes)
            responses.append(_response(lowering, target, status, inner, method))
            continue
        shared = target.at, member.ref, key, method == "HEAD"
        if shared not in lowering.responses:
            inner = NameHint(referred_words(member.ref), context="Response")
            lowering.responses[shared] = _response(lowering, target, status, inner, method)
        responses.append(lowering.responses[shared])
    return tuple(sorted(responses, key=lambda r: (r.status.high - r.status.low, r.status.low)))


def _response(
    lowering: Lowering, node: Node, status: Status, hint: NameHint, method: str
) -> Response:
    contents = () if method == "HEAD" else contents_of(lowering, node, hint)
    if contents and contents[0].codec in (Codec.FORM, Codec.MULTIPART):
        message = f"{contents[0].media_type} is not decoded: the body is bytes"
        lowering.widen("media-type-bytes", message, contents[0].at)
    if status.is_success or status.is_default:
        contents = with_example(lowering, node, contents)
    return Response(status, contents, node.at, doc_of(node), tuple(_headers(lowering, node)))


def _headers(lowering: Lowering, response: Node) -> Iterator[Header]:
    """Lower the headers of a response, by name; Content-Type is ignored (OpenAPI, "Response Object")."""
    headers = response.get("headers")
    for name, member in sorted(headers.items()) if headers is not None else ():
        node = lowering.document.resolve(member)
        if node is not None and node.is_mapping and name.lower() != "content-type":
            schema = node.get("schema")
            target = None if schema is None else lowering.document.resolve(schema)
            separator = SEPARATORS.get(node.text("style") or "", ",")
            type_, is_required = _header_type(target), node.flag("required")
            yield Header(name, type_, doc_of(node), separator, is_required)


def _header_type(schema: Node | None) -> Type:
    name = None if schema is None else next(iter(types_of(schema.get("type"))), None)
    if schema is None or not isinstance(name, str):
        return STRING
    if name == "array":
        item = _header_type(schema.get("items"))
        return ListOf(item if isinstance(item, Primitive) else STRING)
    type_ = scalar(name, schema)
    return STRING if type_ == ANY else type_


def _response_hint(hint: NameHint, key: str, status: Status, successes: int) -> NameHint:
    """The hint for an inline schema of a response, from the operation."""
    if status.is_success and successes == 1:
        return hint.child("response")
    return hint.child("error response" if status.is_default else f"response {key}")
