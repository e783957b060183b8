"""Lower multipart content by position (OpenAPI 3.2, "Encoding By Position")."""

from __future__ import annotations

from dataclasses import replace

from restamp.ir.operations import Content, FieldEncoding
from restamp.ir.types import ANY, Kind, ListOf, NameHint, OneOf, Primitive, TupleOf, Type
from restamp.lower.context import Lowering, item_hint
from restamp.lower.operations.encodings import encoding_of
from restamp.lower.schemas.keywords import types_of
from restamp.lower.schemas.narrowing import resolved_alias
from restamp.spec.tree.node import Node

BYTES = Primitive(Kind.BINARY)
KEYS = ("itemSchema", "prefixEncoding", "itemEncoding")
NOTHING = FieldEncoding("")


def is_positional(lowering: Lowering, content: Node) -> bool:
    """Whether the parts of multipart content are described by their positions and not by names."""
    if any(content.get(key) is not None for key in KEYS):
        return True
    schema = content.get("schema")
    target = None if schema is None else lowering.document.resolve(schema)
    if content.key.lower().startswith("multipart/form-data"):
        return False  # Its parts have names.
    return target is not None and types_of(target.get("type")) == ["array"]


def with_parts(lowering: Lowering, content: Content, node: Node, hint: NameHint) -> Content:
    """Add the types and the encodings of the parts."""
    schema = node.get("schema")
    target = None if schema is None else lowering.document.resolve(schema)
    kinds = [] if target is None else types_of(target.get("type"))
    if kinds and "array" not in kinds:
        message = f"the parts have positions, but the schema is of type {kinds[0]}, not array: a part is any value"
        lowering.widen("parts-schema", message, node.at)
    listed = None if target is None else target.get("prefixItems")
    prefix = [] if listed is None else list(listed.elements())
    item = node.get("itemSchema") or (None if target is None else target.get("items"))
    first_encodings = node.get("prefixEncoding")
    encodings = [] if first_encodings is None else list(first_encodings.elements())
    inner = item_hint(hint)
    count = max(len(prefix), len(encodings))
    described = [
        _part(
            lowering,
            prefix[index] if index < len(prefix) else item,
            encodings[index] if index < len(encodings) else node.get("itemEncoding"),
            inner.child(f"part {index + 1}"),
        )
        for index in range(count)
    ]
    types = tuple(type_ for type_, _ in described)
    rest = None
    is_open = item is not None and item.value is not False
    if is_open or node.get("itemEncoding") is not None or not count:
        rest = _part(lowering, item if is_open else None, node.get("itemEncoding"), inner)
    every = tuple(dict.fromkeys((*types, *(() if rest is None else (rest[0],)))))
    return replace(
        content,
        type=TupleOf(types) if rest is None else OneOf((ListOf(_union(every)), BYTES)),
        item=_union(every),
        parts=tuple(encoding for _, encoding in described),
        part_types=types,
        rest=None if rest is None else rest[1],
    )


def _part(
    lowering: Lowering, schema: Node | None, encoding: Node | None, hint: NameHint
) -> tuple[Type, FieldEncoding]:
    """The type and the encoding of the part at one position."""
    own = NOTHING
    if encoding is not None and encoding.is_mapping:
        own = encoding_of(lowering, NO_CONTENT, "", encoding, True)
    type_ = ANY if schema is None or schema.value is True else lowering.type_of(schema, hint)
    kind = own.content_type.lower()
    if not kind or "json" in kind or kind.startswith("text/"):
        return type_, own
    type_ = resolved_alias(lowering, type_)
    if type_ != ANY and not isinstance(type_, Primitive) and encoding is not None:
        message = f"a part is not encoded as {kind}: it is bytes"
        lowering.widen("media-type-bytes", message, encoding.at)
    return BYTES, own


def _union(types: tuple[Type, ...]) -> Type:
    if ANY in types:
        return ANY
    return types[0] if len(types) == 1 else OneOf(types)


NO_CONTENT = Node({}, "")
