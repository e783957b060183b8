"""Lower bodies that are streams of items: server-sent events, lines and sequences of JSON texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from restamp.ir.operations import Codec, Content, EventData
from restamp.ir.types import ANY, Kind, NameHint, Primitive, Type
from restamp.lower.context import Lowering
from restamp.lower.operations.paths import items_of, methods_of
from restamp.spec.tree.extensions import STREAM, STREAM_END
from restamp.spec.tree.node import Node

MEMBERS = frozenset({"data", "event", "id", "retry"})
"""The properties of a schema for a whole event (OpenAPI 3.2, "Server-Sent Event Streams")."""
NAMES = frozenset({"event", "retry"})
LINES = frozenset({"jsonl", "x-jsonl", "ndjson", "x-ndjson", "json-lines"})
MAX_ALTERNATIVES = 100
"""Maximum number and nesting depth of the alternatives of a schema."""

Members = dict[str, Node]


def stream_codec(media_type: str) -> Codec | None:
    """The codec of a media type for streams; None if it is not a stream."""
    if media_type == "text/event-stream":
        return Codec.EVENTS
    name = media_type.partition("/")[2]
    if name in LINES:
        return Codec.LINES
    is_sequence = name == "json-seq" or name.endswith("+json-seq")
    return Codec.SEQUENCE if is_sequence else None


def mark_event_data(lowering: Lowering) -> None:
    """Record where the data of events is JSON with a `contentSchema`: models contain the decoded value.

    This must run before any schema is lowered."""
    for _, item in items_of(lowering):
        for _, operation in methods_of(lowering, item):
            for node in _event_streams(lowering, operation):
                schema, is_item = _schema_of(lowering, node)
                if schema is not None and _describes_event(lowering, node, schema, is_item):
                    lowering.json_texts.update(
                        data.at
                        for members in _alternatives(lowering, schema)
                        if (data := members["data"]).get("contentSchema") is not None
                        and not _is_other_text(data)
                    )


def _event_streams(lowering: Lowering, operation: Node) -> Iterator[Node]:
    responses, body = operation.get("responses"), operation.get("requestBody")
    members = [] if responses is None else [member for _, member in responses.items()]
    for member in members if body is None else [*members, body]:
        response = lowering.document.resolve(member) if member.is_mapping else None
        content = None if response is None else response.get("content")
        for media_type, content_ in content.items() if content is not None else ():
            plain = media_type.partition(";")[0].strip().lower()
            node = lowering.document.resolve(content_) if content_.is_mapping else None
            if node is not None and stream_codec(plain) is Codec.EVENTS:
                yield node


def with_items(lowering: Lowering, content: Content, node: Node, hint: NameHint) -> Content:
    """Add the type of the items and the end marker to a stream."""
    schema, is_item = _schema_of(lowering, node)
    done = _done(lowering, node)
    if content.codec is not Codec.EVENTS:
        item = ANY if schema is None else lowering.type_of(schema, _hint(hint, "item"))
        return replace(content, item=ANY if _is_text(item) else item, done=done)
    if schema is None:
        return replace(content, done=done)
    inner = _hint(hint, "event")
    if _describes_event(lowering, node, schema, is_item):
        whole = _event_data(lowering, schema)
        texts = _text_events(lowering, schema) if whole is EventData.EITHER else ()
        item = lowering.type_of(schema, inner)
        return replace(content, item=item, whole=whole, texts=texts, done=done)
    text = schema.get("contentSchema")
    item = lowering.type_of(schema if text is None else text, inner)
    # A text type adds nothing: events consist of text, and have names as well.
    return replace(content, item=None if _is_text(item) or item == ANY else item, done=done)


def _hint(hint: NameHint, words: str) -> NameHint:
    """The hint for an item: from the operation rather than from an unnamed response."""
    is_nameless = hint.parents and hint.words.split(" ")[0] == "response"
    return replace(hint, words=words) if is_nameless else hint.child(words)


def _is_text(type_: Type) -> bool:
    return type_ in (Primitive(Kind.STRING), Primitive(Kind.BINARY))


def _schema_of(lowering: Lowering, node: Node) -> tuple[Node | None, bool]:
    """The schema of a stream, and whether it is certainly the schema of an item.

    The schema of an array describes the items in it (OpenAPI 3.2, "Sequential Media Types").
    """
    item = node.get("itemSchema")
    if item is not None:
        return item, True
    schema = node.get("schema")
    target = None if schema is None else lowering.document.resolve(schema)
    listed = None if target is None else target.get("items")
    if target is not None and listed is not None and target.text("type") == "array":
        return listed, True
    return schema, False


def _describes_event(lowering: Lowering, node: Node, schema: Node, is_item: bool) -> bool:
    """Whether a schema describes the whole event and not only its data."""
    described = _option(node, "describes")
    alternatives = _alternatives(lowering, schema)
    if not alternatives or any("data" not in members for members in alternatives):
        return False
    if described in ("event", "data"):
        return described == "event"
    if not all(members.keys() <= MEMBERS for members in alternatives):
        return False
    return is_item or any(NAMES & members.keys() for members in alternatives)


def _event_data(lowering: Lowering, schema: Node) -> EventData:
    is_json = {_is_json(lowering, m["data"]) for m in _alternatives(lowering, schema)}
    if len(is_json) > 1:
        return EventData.EITHER
    return EventData.JSON if True in is_json else EventData.TEXT


def _is_json(lowering: Lowering, node: Node) -> bool:
    """Whether the data of an event is JSON rather than text."""
    target = lowering.document.resolve(node) or node
    if node.get("contentSchema") is not None:
        return not _is_other_text(node)
    type_ = target.get("type")
    if type_ is not None:
        names = [n.value for n in type_.elements()] if type_.is_list else [type_.value]
        return "string" not in names
    const, listed = target.get("const"), target.get("enum")
    values = [const] if const is not None else [] if listed is None else list(listed.elements())
    if values:
        return not all(isinstance(value.value, str) for value in values)
    return any(target.get(key) is not None for key in ("properties", "items", "allOf", *UNIONS))


def _is_other_text(node: Node) -> bool:
    """Whether the document declares another media type than JSON for a text."""
    media_type = (node.text("contentMediaType") or "json").lower()
    return "json" not in media_type


def _text_events(lowering: Lowering, schema: Node) -> tuple[str, ...]:
    """The names of the events with text as data."""
    names: set[str] = set()
    for members in _alternatives(lowering, schema):
        event = members.get("event")
        if event is not None and not _is_json(lowering, members["data"]):
            listed = [event.get("const"), *_elements(event, "enum")]
            names |= {n.value for n in listed if n is not None and isinstance(n.value, str)}
    return tuple(sorted(names))


UNIONS = ("oneOf", "anyOf")


def _alternatives(lowering: Lowering, schema: Node, depth: int = 0) -> list[Members]:
    """The properties of an object, as one map for each alternative of its schema."""
    target = lowering.document.resolve(schema) if schema.is_mapping else None
    if target is None or depth > MAX_ALTERNATIVES:
        return []
    properties = target.get("properties")
    alternatives: list[Members] = [{} if properties is None else dict(properties.items())]
    for part in _elements(target, "allOf"):
        inner = _alternatives(lowering, part, depth + 1)
        alternatives = [{**a, **b} for a in alternatives for b in inner][:MAX_ALTERNATIVES]
    for key in UNIONS:
        branches = [
            members
            for branch in _elements(target, key)
            for members in _alternatives(lowering, branch, depth + 1)
        ]
        if branches:
            alternatives = [{**a, **b} for a in alternatives for b in branches][:MAX_ALTERNATIVES]
    return alternatives


def _elements(node: Node, key: str) -> Iterator[Node]:
    listed = node.get(key)
    yield from listed.elements() if listed is not None else ()


def _option(node: Node, key: str) -> object:
    own = node.get(STREAM.own)
    member = None if own is None else own.get(key)
    return None if member is None else member.value


def _done(lowering: Lowering, node: Node) -> str | None:
    """The data that marks the end of a stream."""
    own = node.get(STREAM.own)
    if own is not None:
        known = {"done", "describes"}
        keys = [key for key, _ in own.items() if key not in known]
        done, describes = _option(node, "done"), _option(node, "describes")
        if (
            not own.is_mapping
            or keys
            or not isinstance(done, str | None)
            or describes not in (None, "event", "data")
        ):
            lowering.diagnostics.warning(
                "stream-invalid",
                f"`{STREAM.own}` has `done`, a string, and `describes`, which is event or data; the rest is ignored",
                own.at,
            )
        if isinstance(done, str):
            return done
    return node.text(STREAM_END.own)
