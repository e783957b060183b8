"""Responses: the media types of an operation, each with the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.contents import (
    JSON,
    LINES,
    POINTER,
    carries_values,
    is_json,
    is_structured,
    plain,
    schemas_of,
)
from restamp.spec.upgrade.to_3_0.parameters import header_to_30
from restamp.spec.upgrade.to_3_0.state import MediaTypes, Object, Upgrade

_BYTES: Final = "application/octet-stream"
_STREAMS: Final = "#/x-stream-definitions/"
"""Where older versions of gRPC-gateway describe the messages of streams."""
_STREAM_MEMBERS: Final = frozenset({"result", "error"})


def responses_to_30(state: Upgrade, node: Node, types: MediaTypes, now: str) -> Json:
    """Upgrade the responses of an operation."""
    if not isinstance(node.value, dict):
        return node.value
    return {
        status: (
            _response(state, member, types.produces, join_pointer(now, status))
            if status[:2] != "x-"
            else member.value
        )
        for status, member in node.items()
    }


def _response(state: Upgrade, node: Node, produces: Sequence[str], now: str) -> Json:
    """Upgrade a response of an operation.

    A reference is replaced by its target if the operation has other media types than the target by itself.
    """
    reference, shared = node.text("$ref"), state.defaults.produces
    target = None if reference is None or produces == shared else state.resolved(node)
    if reference is None or target is None or not isinstance(target.value, dict):
        return response_to_30(state, node, produces, now)
    schema, samples = target.get("schema"), _samples(state, target)
    types = _types(state, schema, samples, produces)
    if types == _types(state, schema, samples, shared):
        return node.value
    value = dict(target.value)
    if schema is not None and schema.is_mapping:
        value["schema"] = {"$ref": f"{_reference(reference, node, target)}/schema"}
    state.moves.record_part(now, target.at)
    return response_to_30(state, Node(value, target.at), produces, now)


def _reference(reference: str, node: Node, target: Node) -> str:
    """The reference to a target, without further references in the same file."""
    file, _, pointer = target.at.partition("#")
    if file == node.at.partition("#")[0]:
        return f"#{quote(pointer, safe=POINTER)}"
    return reference if "#" in reference else f"{reference}#"


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
    schema, samples = node.get("schema"), _samples(state, node)
    if schema is None and not samples:
        return {}
    content: Object = {}
    types = _types(state, schema, samples, produces)
    replaced = [each for each in produces if each not in types and not is_json(each)]
    if schema is not None and replaced:
        name = "lines of JSON are" if types == [LINES] else "JSON is"
        message = f"{', '.join(replaced)} cannot carry the schema of the response; {name} expected"
        state.note("media-type-replaced", message, schema.at)
    described = None if schema is None else schema.value
    used: set[str] = set()
    for media_type, place, each in schemas_of(described, types, now):
        state.moves.record_part(place, node.at)
        member: Object = {}
        if schema is not None:
            member["schema"] = each
            state.moves.record(f"{place}/schema", schema.at)
        key = _sample_key(samples, media_type)
        if key is not None:
            used.add(key)
            member["example"] = samples[key].value
            state.moves.record_part(f"{place}/example", samples[key].at)
        content[media_type] = member
    for key in samples.keys() - used:
        message = f"{quoted(key)} is not a media type of the response; its example is ignored"
        state.warning("examples-ignored", message, samples[key].at)
    return content


def _samples(state: Upgrade, response: Node) -> dict[str, Node]:
    """The examples of a response by media type."""
    examples = response.get("examples")
    if examples is None or examples.value is None:
        return {}
    if not examples.is_mapping:
        message = '"examples" must be an object with media types as keys; ignored'
        state.warning("examples-ignored", message, examples.at)
    return {key: sample for key, sample in examples.items() if key[:2] != "x-"}


def _sample_key(samples: Mapping[str, Node], media_type: str) -> str | None:
    """The key of the example for a media type; parameters such as `charset` may differ."""
    if media_type in samples:
        return media_type
    wanted = plain(media_type)
    return next((key for key in samples if wanted in (plain(key), "*/*")), None)


def _types(
    state: Upgrade, schema: Node | None, samples: Mapping[str, Node], produces: Sequence[str]
) -> list[str]:
    """The media types of a response."""
    if schema is None:
        return [media_type for media_type in samples if "/" in media_type]
    reference = schema.text("$ref")
    carries = any(map(carries_values, produces))
    if reference is not None and carries and not reference.startswith(_STREAMS):
        return [*produces]
    target = state.resolved(schema) or schema
    if is_stream(target) and (not produces or any(map(is_json, produces))):
        return [LINES]
    is_file = target.text("type") == "file"
    if not produces:
        return [_BYTES if is_file else JSON]
    if not is_file and not carries and is_structured(target):
        return [JSON]
    return [*produces]


def is_stream(schema: Node) -> bool:
    """Whether a schema is that of gRPC-gateway for the messages of a stream, each a line of JSON."""
    properties = schema.get("properties")
    title = schema.text("title") or ""
    return (
        properties is not None
        and title.startswith("Stream result of ")
        and {key for key, _ in properties.items()} <= _STREAM_MEMBERS
    )
