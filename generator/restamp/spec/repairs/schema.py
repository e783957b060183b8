"""Repairs of schemas."""

from __future__ import annotations

import json
from types import NoneType
from typing import Final

from restamp.diagnostics.text import quoted
from restamp.spec.repairs.repair import OBJECT, Object, RepairContext, repair, without
from restamp.spec.tree.kinds import JSON_TYPES
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_1 import CHANGED, is_before_31, schema_to_31

_TYPE_ALIASES: Final[dict[str, tuple[str | None, str | None]]] = {
    **dict.fromkeys(("any", "mixed", "unknown", ""), (None, None)),
    **dict.fromkeys(("int", "int32", "int64", "long", "short"), ("integer", None)),
    **dict.fromkeys(("float", "double", "decimal"), ("number", None)),
    **dict.fromkeys(("str", "text", "char", "enum"), ("string", None)),
    **dict.fromkeys(("dict", "map", "hash", "json"), ("object", None)),
    **dict.fromkeys(("datetime", "date-time", "timestamp"), ("string", "date-time")),
    **dict.fromkeys(("uri", "url"), ("string", "uri")),
    **dict.fromkeys(("file", "binary", "bytes"), ("string", "binary")),
    **dict.fromkeys(("list", "set"), ("array", None)),
    **dict.fromkeys(("none", "nil"), ("null", None)),
    "bool": ("boolean", None),
    "date": ("string", "date"),
    "time": ("string", "time"),
    "uuid": ("string", "uuid"),
}
"""The intended type and format for other names of types."""

_BESIDE_REFERENCE: Final = frozenset(
    {
        "$ref", "title", "summary", "description", "default", "example", "examples", "deprecated",
        "readOnly", "writeOnly", "nullable", "externalDocs", "xml", "$defs", "definitions",
    }
)  # fmt: skip
"""Siblings of `$ref` that are used even in 3.0: they change no type, or their intent is clear."""


@repair("schema", keys=("properties", "required"), sound=(list,))
def required_on_property(value: Object, case: RepairContext) -> Object:
    """`required: true` on a property is moved to `required` of its object."""
    properties = value.get("properties")
    names = [
        name
        for name, inner in (properties.items() if isinstance(properties, dict) else ())
        if isinstance(inner, dict) and inner.get("required") in (True, "true", "yes")
    ]
    if names:
        listed = value.get("required")
        known: list[Json] = list(listed) if isinstance(listed, list) else []
        value = {**value, "required": [*known, *(name for name in names if name not in known)]}
    if isinstance(value.get("required"), bool):
        message = (
            '"required" is a boolean in a schema; applied to the property that the schema describes'
        )
        case.warn("required-on-property", message, "required")
        value = without(value, "required")
    return value


@repair("schema", keys=("required",), sound=(bool, NoneType))
def required_of_another_shape(value: Object, case: RepairContext) -> Object:
    """`required` as one name, with numbers, or with duplicates."""
    required = value.get("required")
    if required is None or isinstance(required, bool):
        return value
    if isinstance(required, str):
        case.warn("not-a-list", '"required" must be a list; treated as its only item', "required")
        return {**value, "required": [required]}
    if not isinstance(required, list):
        case.warn("not-a-list", '"required" must be a list of names; ignored', "required")
        return without(value, "required")
    if _are_distinct_texts(required):
        return value
    names: dict[str, None] = {}
    for number, name in enumerate(required):
        if isinstance(name, bool | int | float):
            case.warn("not-text", "a name must be a string; treated as written", "required", number)
            name = case.as_text(name, "required", number)
        if not isinstance(name, str):
            case.warn("not-text", "a name must be a string; ignored", "required", number)
        elif name in names:
            case.warn("repeated", f"{quoted(name)} is listed twice", "required", number)
        else:
            names[name] = None
    return value if list(names) == required else {**value, "required": list(names)}


@repair("schema", keys=("type",))
def type_unknown(value: Object, case: RepairContext) -> Object:
    """`type: int`, `type: String`, `type: null` without quotes, `type: any`."""
    if "type" not in value:
        return value
    kind = value["type"]
    if isinstance(kind, str) and kind in JSON_TYPES:
        return value
    if isinstance(kind, list):
        return _types(value, kind, case)
    if kind is None:
        case.warn("type-unknown", 'the type is null without quotes; treated as "null"', "type")
        return {**value, "type": "null"}
    intended, format_ = _intended_type(kind)
    consequence = f"treated as {intended}" if intended else "any value is allowed"
    case.warn("type-unknown", f"there is no type {quoted(kind)}; {consequence}", "type")
    if intended is None:
        return without(value, "type")
    value = {**value, "type": intended}
    return {"format": format_, **value} if format_ else value


def _types(value: Object, kinds: list[Json], case: RepairContext) -> Object:
    known: dict[str, None] = {}
    for number, kind in enumerate(kinds):
        intended = "null" if kind is None else _intended_type(kind)[0]
        if intended != kind:
            problem = "null without quotes" if kind is None else f"no type {quoted(kind)}"
            consequence = f"treated as {intended}" if intended else "any value is allowed"
            case.warn("type-unknown", f"there is {problem}; {consequence}", "type", number)
        if intended is None:
            return without(value, "type")
        if intended in known:
            case.warn("repeated", f"the type {quoted(intended)} is listed twice", "type", number)
        known[intended] = None
    if not known:
        case.warn("type-unknown", "the list of types is empty; any value is allowed", "type")
        return without(value, "type")
    return value if list(known) == kinds else {**value, "type": list(known)}


def _intended_type(kind: Json) -> tuple[str | None, str | None]:
    word = kind.strip().lower() if isinstance(kind, str) else ""
    return (word, None) if word in JSON_TYPES else _TYPE_ALIASES.get(word, (None, None))


@repair("schema", keys=("enum",))
def enum_without_list(value: Object, case: RepairContext) -> Object:
    """`enum` as one value, or without values."""
    if "enum" not in value:
        return value
    enum = value["enum"]
    if isinstance(enum, dict) or enum == []:
        case.warn("enum-ignored", '"enum" lists no values; ignored', "enum")
        return without(value, "enum")
    if not isinstance(enum, list):
        case.warn("not-a-list", '"enum" must be a list; treated as its only item', "enum")
        return {**value, "enum": [enum]}
    return value


@repair("schema", keys=("const", "default", "enum"), sound=(str, dict, NoneType))
def strings_as_numbers(value: Object, case: RepairContext) -> Object:
    """Numbers among the values of a string schema: `1.10` without quotes."""
    kind = value.get("type")
    if kind != "string" and not (
        isinstance(kind, list) and set(map(str, kind)) == {"string", "null"}
    ):
        return value
    for key in ("const", "default"):
        if isinstance(scalar := value.get(key), bool | int | float):
            value = {**value, key: _as_string(scalar, case, key)}
    enum = value.get("enum")
    if isinstance(enum, list) and any(isinstance(item, bool | int | float) for item in enum):
        items: list[Json] = [
            _as_string(item, case, "enum", number) if isinstance(item, bool | int | float) else item
            for number, item in enumerate(enum)
        ]
        value = {**value, "enum": items}
    return value


def _as_string(value: bool | int | float, case: RepairContext, *keys: str | int) -> str:
    text = case.as_text(value, *keys)
    case.warn("not-text", f"the value must be a string; treated as {quoted(text)}", *keys)
    return text


@repair("schema", keys=("enum",))
def enum_repeated(value: Object, case: RepairContext) -> Object:
    """Duplicate values in `enum`; lists in extensions that belong to the values are shortened accordingly."""
    enum = value.get("enum")
    if not isinstance(enum, list) or _are_distinct_texts(enum):
        return value
    first_indices: dict[str, int] = {}
    for number, item in enumerate(enum):
        text = json.dumps(item, sort_keys=True)
        if text in first_indices:
            case.warn("repeated", f"the value {text[:60]} is listed twice", "enum", number)
        else:
            first_indices[text] = number
    if len(first_indices) == len(enum):
        return value
    indices = list(first_indices.values())
    extensions = {
        key: [member[number] for number in indices]
        for key, member in value.items()
        if key[:2] == "x-" and isinstance(member, list) and len(member) == len(enum)
    }
    return {**value, **extensions, "enum": [enum[number] for number in indices]}


def _are_distinct_texts(values: list[Json]) -> bool:
    texts = {value for value in values if isinstance(value, str)}
    return len(texts) == len(values)


@repair("schema", keys=("items",), sound=(dict, bool, NoneType))
def items_as_list(value: Object, case: RepairContext) -> Object:
    """`items: [...]`, which means a tuple before JSON Schema 2020-12."""
    items = value.get("items")
    if not isinstance(items, list):
        return value
    if len(items) == 1:
        case.warn("items-list", '"items" is a list of one schema; treated as that schema', "items")
        return {**value, "items": items[0]}
    if not items or "prefixItems" in value:
        case.warn("items-list", '"items" must be a schema; any item is allowed', "items")
        return without(value, "items")
    case.warn("items-list", '"items" is a list of schemas; treated as "prefixItems"', "items")
    rest = value.get("additionalItems")
    repaired = {**without(value, "items", "additionalItems"), "prefixItems": items}
    return {**repaired, "items": rest} if isinstance(rest, dict | bool) else repaired


@repair("schema", keys=("allOf", "anyOf", "oneOf", "prefixItems"))
def combinations_of_another_shape(value: Object, case: RepairContext) -> Object:
    """`allOf`, `anyOf`, `oneOf` or `prefixItems` as one schema, or without schemas."""
    for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        member = value.get(key)
        if isinstance(member, dict):
            case.warn("not-a-list", f'"{key}" must be a list; treated as its only item', key)
            value = {**value, key: [member]}
        elif key in value and (not isinstance(member, list) or not member):
            case.warn("not-a-list", f'"{key}" lists no schemas; ignored', key)
            value = without(value, key)
    return value


@repair("schema", keys=("discriminator",), sound=OBJECT)
def discriminator_as_text(value: Object, case: RepairContext) -> Object:
    """`discriminator: petType`, as in Swagger 2.0."""
    discriminator = value.get("discriminator")
    if discriminator is None or isinstance(discriminator, dict):
        return value
    if isinstance(discriminator, str):
        message = '"discriminator" must be an object; treated as its "propertyName"'
        case.warn("not-an-object", message, "discriminator")
        return {**value, "discriminator": {"propertyName": discriminator}}
    case.warn("not-an-object", '"discriminator" must be an object; ignored', "discriminator")
    return without(value, "discriminator")


@repair("schema", keys=("$ref",))
def siblings_of_reference(value: Object, case: RepairContext) -> Object:
    """Siblings of `$ref`, which 3.0 ignores; documentation and `nullable` are still used."""
    if not is_before_31(case.version) or not isinstance(value.get("$ref"), str):
        return value
    ignored = [key for key in value if key not in _BESIDE_REFERENCE and key[:2] != "x-"]
    if not ignored:
        return value
    listed = ", ".join(quoted(key) for key in ignored)
    standard = "Swagger 2.0" if case.version.startswith("2.") else "OpenAPI 3.0"
    message = f'{standard} ignores {listed} next to "$ref"; put both into an allOf to combine them'
    case.file.diagnostics.note("ref-siblings-ignored", message, case.at)
    return without(value, *ignored)


@repair("schema", keys=CHANGED)
def keywords_of_30(value: Object, case: RepairContext) -> Object:
    """`nullable` and boolean bounds in a document of 3.1 or later, where they have no meaning."""
    if is_before_31(case.version):
        return value
    meaning = "with a boolean is OpenAPI 3.0; applied as in 3.0"
    if isinstance(value.get("nullable"), bool):
        case.note_once("keyword-of-30-nullable", f'"nullable" {meaning}', "nullable")
    if isinstance(value.get("exclusiveMinimum"), bool):
        message = f'"exclusiveMinimum" {meaning}'
        case.note_once("keyword-of-30-exclusiveminimum", message, "exclusiveMinimum")
    if isinstance(value.get("exclusiveMaximum"), bool):
        message = f'"exclusiveMaximum" {meaning}'
        case.note_once("keyword-of-30-exclusivemaximum", message, "exclusiveMaximum")
    changed = schema_to_31(value)
    return changed if isinstance(changed, dict) else value
