"""Lower the encodings of form properties (OpenAPI 3.1, section 4.8.15, "Encoding Object")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from restamp.ir.operations import FieldEncoding
from restamp.lower.context import Lowering
from restamp.lower.schemas.keywords import is_null, types_of
from restamp.spec.tree.node import Node
from restamp.spec.upgrade.to_3_0.parameters import INNER_STYLES

STYLES = ("form", "spaceDelimited", "pipeDelimited", "deepObject")
SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}
COLLECTION_STYLES = tuple(SEPARATORS)
"""Styles of lists that Swagger 2.0 has everywhere (`collectionFormat`)."""
NO_ENCODING = Node({}, "")
TRANSFERS = frozenset({"base64", "quoted-printable"})
"""Values of `contentEncoding` that are also a Content-Transfer-Encoding (RFC 2045, section 6)."""
ANY_BYTES = "application/octet-stream"
"""The default media type of a file, unless its name suggests another."""
MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+( *; *[\w-]+=[\w.-]+)*", re.ASCII)


def encodings_of(
    lowering: Lowering, content: Node, is_multipart: bool
) -> tuple[FieldEncoding, ...]:
    """The encodings of the form properties that differ from the default for their types."""
    declared = (
        encoding_of(lowering, content, wire_name, node, is_multipart)
        for wire_name, node in sorted((content.get("encoding") or NO_ENCODING).items())
        if node.is_mapping
    )
    encodings = {encoding.wire_name: encoding for encoding in declared}
    if is_multipart and not lowering.document.version.startswith("3.0"):
        for name, schema in _properties(lowering, content).items():
            encoding = encodings.get(name, FieldEncoding(name))
            if encoding.style is None:
                encodings[name] = _complete_from_schema(lowering, encoding, schema)
    every = (encoding for _, encoding in sorted(encodings.items()))
    return tuple(encoding for encoding in every if encoding != FieldEncoding(encoding.wire_name))


def _properties(lowering: Lowering, content: Node) -> dict[str, Node]:
    """The properties of a form, including those in its `allOf`."""
    properties: dict[str, Node] = {}
    visited: set[str] = set()
    pending = [content.get("schema")]
    while pending:
        schema = _resolved(lowering, pending.pop())
        if schema is None or schema.at in visited:
            continue
        visited.add(schema.at)
        pending += (schema.get("allOf") or NO_ENCODING).elements()
        for name, node in (schema.get("properties") or NO_ENCODING).items():
            properties.setdefault(name, node)
    return properties


def _complete_from_schema(
    lowering: Lowering, encoding: FieldEncoding, schema: Node
) -> FieldEncoding:
    """Complete an encoding from the schema of the part (JSON Schema Validation, section 8)."""
    node = _text_of(lowering, schema)
    if node is None:
        return encoding
    declared = {name.lower() for name, _ in encoding.headers}
    transfer = (node.text("contentEncoding") or "").strip().lower()
    media_type = (node.text("contentMediaType") or "").strip()
    headers = list(encoding.headers)
    if transfer in TRANSFERS and "content-transfer-encoding" not in declared:
        headers.append(("Content-Transfer-Encoding", transfer))
    if encoding.content_type or media_type == ANY_BYTES or not MEDIA_TYPE.fullmatch(media_type):
        media_type = ""
    elif "json" in media_type.lower():
        # The text is JSON already: with a content type, it would be encoded as a JSON string.
        headers.append(("Content-Type", media_type))
        media_type = ""
    return replace(
        encoding, content_type=media_type or encoding.content_type, headers=tuple(headers)
    )


def _text_of(lowering: Lowering, schema: Node) -> Node | None:
    """The schema of the strings of a property: of itself, of its items, or of its non-null alternative."""
    visited: set[str] = set()
    node = _resolved(lowering, schema)
    while node is not None and node.at not in visited:
        visited.add(node.at)
        types = [name for name in types_of(node.get("type")) if name != "null"]
        if types == ["string"]:
            return node
        if types == ["array"]:
            node = _resolved(lowering, node.get("items"))
            continue
        listed = node.get("anyOf") or node.get("oneOf") or node.get("allOf")
        members = [] if listed is None else [m for m in listed.elements() if not is_null(m)]
        node = _resolved(lowering, members[0]) if len(members) == 1 else None
    return None


def encoding_of(
    lowering: Lowering, content: Node, wire_name: str, node: Node, is_multipart: bool
) -> FieldEncoding:
    """The encoding of a property or a part, from its Encoding Object."""
    explode, style = node.get("explode"), node.text("style")
    explode_value = explode.value if explode is not None else None
    exploded = explode_value if isinstance(explode_value, bool) else None
    is_list_style = style in COLLECTION_STYLES and lowering.document.version.startswith("2.")
    if style is not None and style not in STYLES and not is_list_style:
        lowering.diagnostics.warning(
            "style-invalid", f'style "{style}" does not exist in forms; "form" is used', node.at
        )
        style = "form"
    kind = (node.text("contentType") or "").strip().lower()
    if kind and "json" not in kind and _is_object(lowering, content, wire_name):
        message = f'"{wire_name}" is not encoded as {kind}: pass a File with its content'
        lowering.widen("media-type-bytes", message, node.at)
    if is_multipart and lowering.document.version.startswith("3.0"):
        # "SHALL be ignored" (OpenAPI 3.0, section 4.7.15.1), but many generators write a style.
        return FieldEncoding(
            wire_name,
            (node.text("contentType") or "").strip(),
            tuple(_headers(lowering, wire_name, node)),
        )
    has_style = style is not None or exploded is not None or node.get("allowReserved") is not None
    inner = inner_styles(lowering, node)
    if not inner and _is_plain_form(style, exploded) and not node.flag("allowReserved"):
        # The default, except for objects; many generators write it everywhere.
        has_style = has_style and _is_object(lowering, content, wire_name)
    return FieldEncoding(
        wire_name,
        "" if has_style else (node.text("contentType") or "").strip(),
        tuple(_headers(lowering, wire_name, node)),
        (style or "form") if has_style else None,
        exploded if has_style else None,
        node.flag("allowReserved"),
        inner,
    )


def inner_styles(lowering: Lowering, node: Node) -> tuple[str, ...]:
    """The styles of the lists in a list of Swagger 2.0, from its parameter or encoding as upgraded."""
    if not lowering.document.version.startswith("2."):
        return ()
    listed = node.get(INNER_STYLES)
    return () if listed is None else tuple(str(style.value) for style in listed.elements())


def _is_plain_form(style: str | None, exploded: bool | None) -> bool:
    return style in (None, "form") and exploded in (None, True)


def _is_object(lowering: Lowering, content: Node, wire_name: str) -> bool:
    schema = _resolved(lowering, content.get("schema"))
    properties = None if schema is None else schema.get("properties")
    inner = _resolved(lowering, None if properties is None else properties.get(wire_name))
    return inner is not None and (
        inner.text("type") == "object" or inner.get("properties") is not None
    )


def _resolved(lowering: Lowering, node: Node | None) -> Node | None:
    target = None if node is None else lowering.document.resolve(node)
    return target if target is not None and target.is_mapping else None


def _headers(lowering: Lowering, wire_name: str, node: Node) -> list[tuple[str, str]]:
    """The headers with a fixed value; callers set the others, in a `File`."""
    headers: list[tuple[str, str]] = []
    for name, member in sorted((node.get("headers") or NO_ENCODING).items()):
        if name.lower() == "content-type":
            continue
        header = _resolved(lowering, member)
        value = None if header is None else _fixed(_resolved(lowering, header.get("schema")))
        if value is not None:
            headers.append((name, value))
        else:
            lowering.diagnostics.note(
                "encoding-header",
                f'"{name}" of "{wire_name}" has no fixed value: it is only sent if a File sets it',
                member.at,
            )
    return headers


def _fixed(schema: Node | None) -> str | None:
    if schema is None:
        return None
    const, listed = schema.get("const"), schema.get("enum")
    values: list[object] = [] if const is None else [const.value]
    if const is None and listed is not None and listed.is_list:
        values = cast(list[object], listed.value)
    only = values[0] if len(values) == 1 else None
    if isinstance(only, bool):
        return "true" if only else "false"
    return str(only) if isinstance(only, str | int | float) else None
