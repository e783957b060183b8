"""Responses: the media types of an operation, each with the schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from restamp.pointers import join_pointer
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.contents import JSON, LINES, is_json, schemas_of
from restamp.spec.upgrade.to_3_0.parameters import header_to_30
from restamp.spec.upgrade.to_3_0.state import MediaTypes, Object, Upgrade

_BYTES: Final = "application/octet-stream"
_UNSTRUCTURED: Final = frozenset(
    {"text/plain", "text/html", "application/pdf", "application/zip", "application/x-tar", _BYTES}
)
_BINARY: Final = frozenset({"image", "audio", "video", "font"})
_STREAM_MEMBERS: Final = frozenset({"result", "error"})


def responses_to_30(state: Upgrade, node: Node, types: MediaTypes, now: str) -> Json:
    """Upgrade the responses of an operation."""
    if not isinstance(node.value, dict):
        return node.value
    return {
        status: (
            response_to_30(state, member, types.produces, join_pointer(now, status))
            if status[:2] != "x-"
            else member.value
        )
        for status, member in node.items()
    }


def response_to_30(state: Upgrade, node: Node, produces: Sequence[str], now: str) -> Json:
    """Upgrade one response; a reference is not changed."""
    value = node.value
    if not isinstance(value, dict) or isinstance(value.get("$ref"), str):
        return value
    response = {key: member for key, member in value.items() if key not in ("schema", "examples")}
    headers = node.get("headers")
    if headers is not None and headers.is_mapping:
        response["headers"] = {
            name: _header(state, header, join_pointer(now, "headers", name))
            for name, header in headers.items()
        }
    content = _content(state, node, produces, now)
    if content:
        response["content"] = content
    return response


def _header(state: Upgrade, node: Node, now: str) -> Json:
    value = node.value
    return header_to_30(state, value, now, node.at) if isinstance(value, dict) else value


def _content(state: Upgrade, node: Node, produces: Sequence[str], now: str) -> Object:
    schema, examples = node.get("schema"), node.get("examples")
    samples = dict(examples.items()) if examples is not None else {}
    if examples is not None and not examples.is_mapping and examples.value is not None:
        message = '"examples" must be an object with media types as keys; ignored'
        state.warning("examples-ignored", message, examples.at)
    if schema is None and not samples:
        return {}
    content: Object = {}
    types = _types(state, schema, samples, produces)
    described = None if schema is None else schema.value
    for media_type, place, each in schemas_of(described, types, now):
        state.moves.record_part(place, node.at)
        member: Object = {}
        if schema is not None:
            member["schema"] = each
            state.moves.record(f"{place}/schema", schema.at)
        sample = samples.get(media_type)
        if sample is not None:
            member["example"] = sample.value
            state.moves.record_part(f"{place}/example", sample.at)
        content[media_type] = member
    return content


def _types(
    state: Upgrade, schema: Node | None, samples: dict[str, Node], produces: Sequence[str]
) -> Sequence[str]:
    """The media types of a response."""
    if schema is None:
        return [media_type for media_type in samples if "/" in media_type]
    is_file = schema.text("type") == "file"
    if is_stream(schema) and all(map(is_json, produces)):
        return [LINES]
    if not produces:
        return [_BYTES if is_file else JSON]
    if not is_file and not any(map(_carries_values, produces)) and _is_structured(state, schema):
        message = f"{', '.join(produces)} cannot carry the schema of the response; JSON is expected"
        state.note("media-type-replaced", message, schema.at)
        return [JSON]
    return produces


def is_stream(schema: Node) -> bool:
    """Whether a schema is that of gRPC-gateway for the messages of a stream, each a line of JSON."""
    properties = schema.get("properties")
    title = schema.text("title") or ""
    return (
        properties is not None
        and title.startswith("Stream result of ")
        and {key for key, _ in properties.items()} <= _STREAM_MEMBERS
    )


def _is_structured(state: Upgrade, schema: Node) -> bool:
    """Whether the values of a schema are objects or lists."""
    target = state.resolved(schema)
    if target is None:
        return False
    return target.text("type") in ("object", "array") or any(
        target.get(key) is not None for key in ("properties", "items", "allOf")
    )


def _carries_values(media_type: str) -> bool:
    """Whether a media type is not certainly text or bytes without a structure."""
    plain = media_type.partition(";")[0].strip().lower()
    return plain not in _UNSTRUCTURED and plain.partition("/")[0] not in _BINARY
