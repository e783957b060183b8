"""Objects that are valid at a glance, as those of most documents are: the typed model need not be imported for them.

What is not known here is left to the model, which alone reports errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from restamp.spec.document.sure_schemas import is_surely_valid
from restamp.spec.document.sure_values import (
    IS_LINK,
    Check,
    are_texts,
    booleans,
    has,
    is_anything,
    is_boolean,
    is_map_of,
    is_text,
    texts,
)
from restamp.spec.tree.kinds import MEMBERS, PARTS, Form, Kind
from restamp.spec.tree.tree import Json


def doubtful_part(tree: Json) -> Json | None:
    """A document without the paths and components that are surely valid; None if all of it is."""
    if not isinstance(tree, dict):
        return tree
    rest = _reduced(tree, "document")
    if isinstance(components := tree.get("components"), dict):
        rest["components"] = _reduced(components, "components")
    return None if is_surely("document", rest) else rest


def _reduced(value: dict[str, Json], kind: Kind) -> dict[str, Json]:
    """An object without the entries of its maps that are surely valid."""
    rest = dict(value)
    for key, (form, part) in PARTS[kind].items():
        if form == "map" and isinstance(entries := value.get(key), dict):
            rest[key] = {
                name: entry for name, entry in entries.items() if not is_surely(part, entry)
            }
    return rest


def is_surely(kind: Kind, value: Json) -> bool:
    """Whether a value surely is a valid object of this kind."""
    if kind == "schema":
        return is_surely_valid(value)
    if not isinstance(value, dict):
        return False
    if "$ref" in value:
        return kind in _REFERENCES and len(value) == 1 and isinstance(value["$ref"], str)
    if entries := MEMBERS.get(kind):
        return all(is_surely(entries, entry) for entry in value.values())
    parts, checks = PARTS[kind], _CHECKS[kind]
    for key, member in value.items():
        if part := parts.get(key):
            is_valid = _are_surely(*part, member)
        elif check := checks.get(key):
            is_valid = check(member)
        else:
            is_valid = key[:2] == "x-"
        if not is_valid:
            return False
    return value.keys() >= _REQUIRED.get(kind, _NOTHING)


def _are_surely(form: Form, kind: Kind, value: Json) -> bool:
    match form:
        case "one":
            return is_surely(kind, value)
        case "list":
            return isinstance(value, list) and all(is_surely(kind, item) for item in value)
        case "map":
            return isinstance(value, dict) and all(is_surely(kind, v) for v in value.values())


def _is_location(value: Json) -> bool:
    return value in ("query", "header", "path", "cookie")


def _are_requirements(value: Json) -> bool:
    return isinstance(value, list) and all(map(is_map_of(are_texts), value))


_EXAMPLE: Final = has(**texts("$ref", "summary", "description", "externalValue"), value=is_anything)
_EXAMPLES: Final[Mapping[str, Check]] = {"example": is_anything, "examples": is_map_of(_EXAMPLE)}
_FLOW: Final = has(**texts("authorizationUrl", "tokenUrl", "refreshUrl"), scopes=is_map_of(is_text))
_VARIABLE: Final = has(("default",), **texts("default", "description"), enum=are_texts)
_HEADER: Final[Mapping[str, Check]] = {
    **texts("description", "style"),
    **booleans("required", "deprecated", "explode"),
    **_EXAMPLES,
}
_NOTHING: Final = frozenset[str]()
_REFERENCES: Final[frozenset[Kind]] = frozenset(
    (
        *("path item", "parameter", "request body", "response", "callback", "header", "link"),
        "security scheme",
    )
)
"""The kinds of objects that may be references instead."""
_REQUIRED: Final[Mapping[Kind, frozenset[str]]] = {
    "document": frozenset({"info"}),
    "info": frozenset({"title", "version"}),
    "server": frozenset({"url"}),
    "tag": frozenset({"name"}),
    "parameter": frozenset({"name", "in"}),
    "request body": frozenset({"content"}),
    "response": frozenset({"description"}),
    "security scheme": frozenset({"type"}),
}
_CHECKS: Final[Mapping[Kind, Mapping[str, Check]]] = {
    "document": {
        "openapi": is_anything,
        "jsonSchemaDialect": is_text,
        "security": _are_requirements,
        "externalDocs": IS_LINK,
    },
    "info": {
        **texts("title", "version", "summary", "description", "termsOfService"),
        "contact": has(**texts("name", "url", "email")),
        "license": has(("name",), **texts("name", "identifier", "url")),
    },
    "server": {**texts("url", "description"), "variables": is_map_of(_VARIABLE)},
    "tag": {**texts("name", "description"), "externalDocs": IS_LINK},
    "components": {"examples": is_map_of(_EXAMPLE)},
    "path item": texts("summary", "description"),
    "operation": {
        **texts("summary", "description", "operationId"),
        "tags": are_texts,
        "deprecated": is_boolean,
        "security": _are_requirements,
        "externalDocs": IS_LINK,
    },
    "parameter": {
        **_HEADER,
        **texts("name"),
        **booleans("allowEmptyValue", "allowReserved"),
        "in": _is_location,
    },
    "request body": {**texts("description"), **booleans("required")},
    "media type": _EXAMPLES,
    "encoding": {**texts("contentType", "style"), **booleans("explode", "allowReserved")},
    "response": texts("description"),
    "header": _HEADER,
    "link": {
        **texts("operationRef", "operationId", "description"),
        "parameters": is_map_of(is_anything),
        "requestBody": is_anything,
    },
    "security scheme": {
        **texts("type", "description", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"),
        "flows": has(
            **dict.fromkeys(
                ("implicit", "password", "clientCredentials", "authorizationCode"), _FLOW
            )
        ),
    },
}
"""The members beside `PARTS` that an object may have, and when their values are valid."""
