"""Request bodies: parameters in `body`, and those in `formData` as the properties of a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.contents import (
    JSON,
    LINES,
    carries_values,
    has_structure,
    is_json,
    schemas_of,
)
from restamp.spec.upgrade.to_3_0.examples import example_of
from restamp.spec.upgrade.to_3_0.parameters import (
    INNER_STYLES,
    collection_style,
    split_schema,
    with_items,
)
from restamp.spec.upgrade.to_3_0.schemas import FILE
from restamp.spec.upgrade.to_3_0.state import Object, Upgrade, is_true

_STREAM: Final = "(streaming inputs)"
"""How gRPC-gateway describes a body of several messages, each a line of JSON."""
_URLENCODED: Final = "application/x-www-form-urlencoded"
_TEXTS: Final = ("string", "file")
"""Types with the empty text among their values."""
_MULTIPART: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter of a request body: the reference or parameter in a list, and the parameter as written."""

    member: Node
    parameter: Node


def body_to_30(state: Upgrade, part: Part, consumes: Sequence[str], now: str) -> Object:
    """The request body of a parameter in `body`."""
    parameter = part.parameter
    value = parameter.value if isinstance(parameter.value, dict) else {}
    state.moves.record(now, parameter.at)
    body: Object = {
        key: member
        for key, member in value.items()
        if key in ("description", "required") or key[:2] == "x-"
    }
    schema = _schema(part, value)
    if schema is None:
        message = (
            f'the body parameter {quoted(value.get("name"))} has no "schema"; any value is allowed'
        )
        state.warning("body-schema-missing", message, parameter.at)
    content: Object = {}
    types = _body_types(state, parameter, consumes)
    for media_type, place, each in schemas_of(schema, types, now):
        state.moves.record_part(place, parameter.at)
        state.moves.record(f"{place}/schema", f"{parameter.at}/schema")
        content[media_type] = {
            **({} if schema is None else {"schema": each}),
            **example_of(value, media_type),
        }
    return {**body, "content": content}


def _body_types(state: Upgrade, parameter: Node, consumes: Sequence[str]) -> Sequence[str]:
    """The media types of a body."""
    types: Sequence[str] = consumes or (JSON,)
    if (parameter.text("description") or "").strip().endswith(_STREAM):
        types = (LINES,) if any(map(is_json, types)) else types
    elif not any(map(carries_values, types)):
        schema = parameter.get("schema")
        target = None if schema is None else state.resolved(schema)
        types = (JSON,) if target is not None and has_structure(target) else types
    replaced = [each for each in consumes if each not in types and not is_json(each)]
    if replaced:
        name = "lines of JSON are" if types == (LINES,) else "JSON is"
        message = f"{', '.join(replaced)} cannot carry the schema of the body; {name} sent"
        state.note("media-type-replaced", message, parameter.at)
    return types


def _schema(part: Part, value: Object) -> Json:
    """The schema of a body; that of a parameter in another file stays there, with its references."""
    schema, reference = value.get("schema"), part.member.text("$ref")
    if schema is None or reference is None:
        return schema
    if reference.startswith("#"):
        return schema
    return {"$ref": f"{reference}/schema" if "#" in reference else f"{reference}#/schema"}


def form_to_30(
    state: Upgrade, parts: Sequence[Part], consumes: Sequence[str], now: str, written: str
) -> Object:
    """The request body of the parameters in `formData`; `written` is the location of their list."""
    properties: Object = {}
    encoding: Object = {}
    required: list[Json] = []
    places: dict[str, str] = {}
    for part in parts:
        value, at = part.parameter.value, part.member.at
        name = value.get("name") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(name, str):
            state.warning("parameter-invalid", 'a parameter needs a "name"; it is ignored', at)
            continue
        places[name] = part.parameter.at
        properties[name] = _property(state, value, part.parameter.at)
        if is_true(state, value, "required", part.parameter.at):
            required.append(name)
        if value.get("type") == "array":
            style = collection_style(state, value, "formData", part.parameter.at)
            if style["explode"] is False or INNER_STYLES in style:
                encoding[name] = style
    form: Object = {"type": "object", "properties": properties}
    if required:
        form["required"] = required
    state.moves.record_part(now, written)
    content: Object = {}
    types = _form_types(state, properties, consumes, written)
    for media_type, place, schema in schemas_of(form, types, now):
        content[media_type] = {"schema": schema, **({"encoding": encoding} if encoding else {})}
        for name, at in places.items():
            state.moves.record_part(join_pointer(place, "schema", "properties", name), at)
            state.moves.record_part(join_pointer(place, "encoding", name), at)
        state.moves.record_part(place, written)
        state.moves.record_part(f"{place}/schema", written)
    return {"content": content, **({"required": True} if required else {})}


def _property(state: Upgrade, value: Object, at: str) -> Json:
    schema, rest = split_schema(value)
    subject = f"the parameter {quoted(value.get('name'))}"
    if not schema:
        state.warning("parameter-untyped", f'{subject} has no "type"; treated as a string', at)
        schema["type"] = "string"
    schema = with_items(state, schema, subject, at)
    if is_true(state, value, "allowEmptyValue", at) and schema.get("type") not in _TEXTS:
        alternatives: list[Json] = [schema, {"type": "string", "enum": [""]}]
        described: Object = {"anyOf": alternatives}
        schema = described
    if "description" in rest:
        schema["description"] = rest["description"]
    schema |= example_of(value)
    return {**schema, **{key: member for key, member in rest.items() if key[:2] == "x-"}}


def _form_types(
    state: Upgrade, properties: Object, consumes: Sequence[str], written: str
) -> list[str]:
    """The media types of a form: those of the list, or else by whether it has a file."""
    plain = {media_type.partition(";")[0].strip().lower(): media_type for media_type in consumes}
    listed = [plain[key] for key in plain if key == _URLENCODED or key.startswith("multipart/")]
    if not any(_has_file(schema) for schema in properties.values()):
        return listed or [_URLENCODED]
    multipart = [media_type for media_type in listed if media_type.lower().startswith("multipart/")]
    if not multipart and listed:
        message = "a form with a file cannot be URL-encoded; sent as multipart/form-data"
        state.warning("form-media-type", message, written)
    return multipart or [_MULTIPART]


def _has_file(schema: Json) -> bool:
    if not isinstance(schema, dict):
        return False
    kind = schema.get("type")
    is_binary = kind == "string" and schema.get("format") == FILE["format"]
    return kind == "file" or is_binary or (kind == "array" and _has_file(schema.get("items")))
