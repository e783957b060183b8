"""The kinds of objects in an OpenAPI document, and the members of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from restamp.spec.tree.tree import Json

Kind: TypeAlias = Literal[
    "document",
    "info",
    "server",
    "tag",
    "components",
    "path item",
    "operation",
    "parameter",
    "request body",
    "media type",
    "encoding",
    "responses",
    "response",
    "callback",
    "header",
    "link",
    "security scheme",
    "schema",
    "fragment",
]
Form: TypeAlias = Literal["one", "list", "map"]
"""How a member contains objects: one, an array, or an object with arbitrary keys."""
Part: TypeAlias = tuple[Form, Kind]
"""How a member contains objects, and their kind."""

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_SCHEMA: Final[Mapping[str, Part]] = {
    **dict.fromkeys(
        ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
        ("map", "schema"),
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")),
    **dict.fromkeys(
        (
            *("items", "additionalProperties", "not", "if", "then", "else", "contains"),
            *("propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema"),
        ),
        ("one", "schema"),
    ),
}
_CONTENT: Final[Mapping[str, Part]] = {
    "schema": ("one", "schema"),
    "content": ("map", "media type"),
}
_COMPONENTS: Final[Mapping[str, Part]] = {
    "schemas": ("map", "schema"),
    "responses": ("map", "response"),
    "parameters": ("map", "parameter"),
    "requestBodies": ("map", "request body"),
    "headers": ("map", "header"),
    "securitySchemes": ("map", "security scheme"),
    "links": ("map", "link"),
    "callbacks": ("map", "callback"),
    "pathItems": ("map", "path item"),
    "mediaTypes": ("map", "media type"),
}
_PATH_ITEM: Final[Mapping[str, Part]] = {
    **dict.fromkeys(METHODS, ("one", "operation")),
    "additionalOperations": ("map", "operation"),
    "servers": ("list", "server"),
    "parameters": ("list", "parameter"),
}
_OPERATION: Final[Mapping[str, Part]] = {
    "parameters": ("list", "parameter"),
    "requestBody": ("one", "request body"),
    "responses": ("one", "responses"),
    "callbacks": ("map", "callback"),
    "servers": ("list", "server"),
}
_DOCUMENT: Final[Mapping[str, Part]] = {
    "info": ("one", "info"),
    "servers": ("list", "server"),
    "paths": ("map", "path item"),
    "webhooks": ("map", "path item"),
    "components": ("one", "components"),
    "tags": ("list", "tag"),
}
_RESPONSE: Final[Mapping[str, Part]] = {
    "headers": ("map", "header"),
    "content": ("map", "media type"),
    "links": ("map", "link"),
}
_MEDIA_TYPE: Final[Mapping[str, Part]] = {
    "schema": ("one", "schema"),
    "itemSchema": ("one", "schema"),
    "encoding": ("map", "encoding"),
    "prefixEncoding": ("list", "encoding"),
    "itemEncoding": ("one", "encoding"),
}
_ENCODING: Final[Mapping[str, Part]] = {
    "headers": ("map", "header"),
    "encoding": ("map", "encoding"),
}
_LEAF: Final[Mapping[str, Part]] = {}
PARTS: Final[Mapping[Kind, Mapping[str, Part]]] = {
    "document": _DOCUMENT,
    "info": _LEAF,
    "server": _LEAF,
    "tag": _LEAF,
    "components": _COMPONENTS,
    "path item": _PATH_ITEM,
    "operation": _OPERATION,
    "parameter": _CONTENT,
    "request body": {"content": ("map", "media type")},
    "media type": _MEDIA_TYPE,
    "encoding": _ENCODING,
    "responses": _LEAF,
    "response": _RESPONSE,
    "callback": _LEAF,
    "header": _CONTENT,
    "link": {"server": ("one", "server")},
    "security scheme": _LEAF,
    "schema": _SCHEMA,
    "fragment": {
        **_COMPONENTS,
        **_MEDIA_TYPE,
        **_OPERATION,
        **_PATH_ITEM,
        **_CONTENT,
        **_RESPONSE,
        **_SCHEMA,
        "paths": ("map", "path item"),
        "components": ("one", "components"),
        "responses": ("one", "responses"),
    },
}
"""The members of each kind of object (OpenAPI 3.0 to 3.2, section 4). A fragment is a file that is
not an OpenAPI document itself: any kind of object, or objects of any kind under arbitrary names."""
MEMBERS: Final[Mapping[Kind, Kind]] = {
    "responses": "response",
    "callback": "path item",
    "fragment": "fragment",
}
"""The kind of object under the arbitrary keys of an object of a kind."""
JSON_TYPES: Final = frozenset({"null", "string", "number", "integer", "boolean", "array", "object"})
_PLAIN: Final = frozenset({"type", "title", "description", "format", "example"})
OPAQUE: Final = frozenset({"example", "examples", "default", "enum", "const", "links", "scopes"})
"""Members of fragments that contain no OpenAPI objects."""


def is_plain(schema: Json) -> bool:
    """Whether a schema only has a valid type and texts, or only a reference, as most schemas do.

    It is valid, and the same in all versions; so it is neither repaired nor upgraded.
    """
    if not isinstance(schema, dict):
        return False
    if "$ref" in schema:
        return len(schema) == 1 and isinstance(schema["$ref"], str)
    type_ = schema.get("type")
    return (
        isinstance(type_, str)
        and type_ in JSON_TYPES
        and schema.keys() <= _PLAIN
        and isinstance(schema.get("title", ""), str)
        and isinstance(schema.get("description", ""), str)
        and isinstance(schema.get("format", ""), str)
    )


def infer_kind(value: Json) -> Kind:
    """Infer the kind of an object from its members; `fragment` if they do not tell."""
    if not isinstance(value, dict):
        return "fragment"
    kind = value.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if any(isinstance(name, str) and name in JSON_TYPES for name in kinds):
        return "schema"
    if any(isinstance(value.get(key), list) for key in ("allOf", "anyOf", "oneOf")):
        return "schema"
    if isinstance(value.get("in"), str) and isinstance(value.get("name"), str):
        return "parameter"
    if "operationId" in value or isinstance(value.get("responses"), dict):
        return "components" if "schemas" in value else "operation"
    if any(isinstance(value.get(method), dict) for method in METHODS):
        return "path item"
    if isinstance(value.get("content"), dict):
        return "response" if "description" in value else "request body"
    return "fragment"
