"""Parameters and headers of Swagger 2.0, which have the keywords of their schema themselves."""

from __future__ import annotations

from typing import Final

from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.spec.tree.extensions import ENUM_NAMES, ENUM_TEXTS, MICROSOFT_ENUM, NULLABLE
from restamp.spec.upgrade.to_3_0.examples import example_of
from restamp.spec.upgrade.to_3_0.state import Object, Upgrade

_KEYWORDS: Final = frozenset(
    {
        "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum",
        "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
        "uniqueItems", "enum", "multipleOf", "properties", "additionalProperties", "allOf",
        "nullable", *NULLABLE.keys, *MICROSOFT_ENUM.keys, *ENUM_NAMES.keys, *ENUM_TEXTS.keys,
    }
)  # fmt: skip
"""Members of a parameter or header that belong to its schema."""
STYLES: Final[dict[str, str]] = {
    "csv": "form",
    "multi": "form",
    "ssv": "spaceDelimited",
    "pipes": "pipeDelimited",
    "tsv": "tabDelimited",
}
"""The style of a list in a query or form; `csv` is `simple` in a path or header."""
INNER_STYLES: Final = "innerStyles"
"""The member of an upgraded parameter or encoding with the styles of the lists in a list; OpenAPI 3 has no such."""
_JOINED: Final = frozenset({"path", "header"})


def parameter_to_30(state: Upgrade, value: Object, now: str, written: str) -> Object:
    """Upgrade a parameter that is not part of the body."""
    where = value.get("in")
    if not isinstance(where, str):
        return value
    schema, parameter = split_schema(value)
    if "schema" in value:
        if not schema.get("type"):
            message = (
                f'a parameter in "{where}" has no "schema", but its keywords; used as in OpenAPI 3'
            )
            state.warning("parameter-with-schema", message, join_pointer(written, "schema"))
            return value
        message = f'a parameter in "{where}" has no "schema"; ignored, as it has a "type"'
        state.warning("parameter-with-schema", message, join_pointer(written, "schema"))
    if not _is_described(schema):
        message = f'the parameter {quoted(value.get("name"))} has no "type"; treated as a string'
        state.warning("parameter-untyped", message, written)
        schema["type"] = "string"
    parameter["schema"] = with_items(
        state, schema, f'the parameter {quoted(value.get("name"))}', written
    )
    state.moves.record_part(f"{now}/schema", written)
    if schema.get("type") == "array":
        parameter |= collection_style(state, value, where, written)
    return {**parameter, **example_of(value)}


def header_to_30(state: Upgrade, value: Object, now: str, written: str) -> Object:
    """Upgrade a header of a response."""
    if "schema" in value or "$ref" in value:
        return value
    schema, header = split_schema(value)
    if schema:
        header["schema"] = with_items(state, schema, "the header", written)
        state.moves.record_part(f"{now}/schema", written)
    if schema.get("type") == "array":
        header["style"] = collection_style(state, value, "header", written)["style"]
    return header


def split_schema(value: Object) -> tuple[Object, Object]:
    """The keywords of the schema, and the other members."""
    schema: Object = {}
    rest: Object = {}
    for key, member in value.items():
        if key in _KEYWORDS:
            schema[key] = member
        elif key != "collectionFormat" and key != "schema":
            rest[key] = member
    return schema, rest


def _is_described(schema: Object) -> bool:
    return any(key in schema for key in ("type", "enum", "allOf", "properties", "items", "format"))


def with_items(state: Upgrade, schema: Object, subject: str, written: str) -> Object:
    """Report an array without items, which can be any."""
    if schema.get("type") == "array" and "items" not in schema:
        message = f'{subject} is an array without "items"; any item is allowed'
        state.warning("items-missing", message, written)
    return schema


def collection_style(state: Upgrade, value: Object, where: str, written: str) -> Object:
    """The style of a list, whether each item is sent on its own, and the styles of the lists in it."""
    name = _format(state, value, written)
    is_joined = where in _JOINED
    if is_joined and name == "multi":
        message = f'"collectionFormat" multi does not exist in "{where}"; treated as csv'
        state.warning("collection-format", message, join_pointer(written, "collectionFormat"))
        name = "csv"
    style: Object = {
        "style": "simple" if is_joined and name == "csv" else STYLES[name],
        "explode": name == "multi",
    }
    if inner := _inner_formats(state, value, name, written):
        style[INNER_STYLES] = ["simple" if each == "csv" else STYLES[each] for each in inner]
    return style


def _format(state: Upgrade, value: Object, written: str) -> str:
    name = value.get("collectionFormat", "csv")
    if isinstance(name, str) and name in STYLES:
        return name
    message = f'there is no "collectionFormat" {quoted(name)}; treated as csv'
    state.warning("collection-format", message, join_pointer(written, "collectionFormat"))
    return "csv"


def _inner_formats(state: Upgrade, value: Object, outer: str, written: str) -> list[str]:
    """The formats of the arrays in an array, the outermost first."""
    names: list[str] = []
    items, at = value.get("items"), join_pointer(written, "items")
    while isinstance(items, dict) and items.get("type") == "array":
        name = _format(state, items, at)
        if name == "multi":
            message = '"collectionFormat" multi does not exist in "items"; treated as csv'
            state.warning("collection-format", message, join_pointer(at, "collectionFormat"))
            name = "csv"
        if name in (outer, *names):
            message = (
                f"an array and one that contains it are both {name}; in a URL, the inner delimiter is "
                "percent-encoded, elsewhere they look alike"
            )
            state.warning("collection-format", message, at)
        names.append(name)
        items, at = items.get("items"), join_pointer(at, "items")
    return names
