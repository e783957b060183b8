"""Repairs of all kinds of objects but schemas, and of mistakes that all kinds share."""

from __future__ import annotations

from types import NoneType
from typing import Final, get_args

from restamp.diagnostics.text import quoted
from restamp.spec.repairs.repair import LIST, OBJECT, TEXT, Object, RepairContext, repair, without
from restamp.spec.tree.kinds import PARTS, Kind
from restamp.spec.tree.tree import Json

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_ANY_VALUE: Final = frozenset({"default", "example", "const", "value", "dataValue"})
_BOOLEANS: Final[dict[Kind, tuple[str, ...]]] = {
    "parameter": ("required", "deprecated", "explode", "allowReserved", "allowEmptyValue"),
    "header": ("required", "deprecated", "explode"),
    "request body": ("required",),
    "operation": ("deprecated",),
    "encoding": ("explode", "allowReserved"),
    "security scheme": ("deprecated",),
    "schema": (
        *("nullable", "deprecated", "readOnly", "writeOnly", "uniqueItems", "required"),
        *("exclusiveMinimum", "exclusiveMaximum", "additionalProperties"),
    ),
}
_TRUE: Final = frozenset({"true", "yes", "on"})
_FALSE: Final = frozenset({"false", "no", "off"})
_TEXTS: Final[dict[Kind, tuple[str, ...]]] = {
    "info": ("title", "version", "summary", "description", "termsOfService"),
    "tag": ("name", "description", "summary", "parent"),
    "server": ("url", "description", "name"),
    "operation": ("operationId", "summary", "description"),
    "path item": ("summary", "description"),
    "parameter": ("name", "description"),
    "response": ("description", "summary"),
    "request body": ("description",),
    "header": ("description",),
    "schema": ("title", "description", "format"),
    "security scheme": ("name", "description"),
}


_MAPS: Final[dict[Kind, tuple[str, ...]]] = {
    kind: keys
    for kind, parts in PARTS.items()
    if (keys := tuple(key for key, (form, _) in parts.items() if form == "map"))
}


@repair(*_KINDS, is_of_nulls=True)
def null_members(value: Object, case: RepairContext) -> Object:
    """`key:` without a value is treated as absent."""
    if None not in value.values():
        return value
    free = case.kind in ("responses", "callback", "fragment")
    empty = [
        key
        for key, member in value.items()
        if member is None and not free and key not in _ANY_VALUE and key[:2] != "x-"
        if key != "type" or case.kind != "schema"
    ]
    for key in empty:
        case.warn("null-ignored", f"{quoted(key)} is null; treated as absent", key)
    return without(value, *empty) if empty else value


@repair(*_BOOLEANS, keys=lambda kind: _BOOLEANS[kind], sound=(bool, NoneType))
def booleans_as_text(value: Object, case: RepairContext) -> Object:
    """`required: "true"`, or `required: yes`, which is a string in YAML 1.2."""
    for key in _BOOLEANS[case.kind]:
        text = value.get(key)
        if isinstance(text, str) and text.lower() in _TRUE | _FALSE:
            case.warn(
                "boolean-as-text",
                f'"{key}" is the string {quoted(text)}; treated as a boolean',
                key,
            )
            value = {**value, key: text.lower() in _TRUE}
    return value


@repair(*_KINDS, keys=("$ref",), sound=(str,))
def reference_of_another_shape(value: Object, case: RepairContext) -> Object:
    """A `$ref` that is not a string."""
    if isinstance(value.get("$ref", ""), str):
        return value
    case.warn("not-text", '"$ref" must be a string; ignored', "$ref")
    return without(value, "$ref")


@repair("document")
def info_missing(value: Object, case: RepairContext) -> Object:
    """A missing `info`, or one that is not an object."""
    if isinstance(value.get("info"), dict):
        return value
    message = 'the document has no "info"; treated as "API", version "0"'
    case.warn("info-missing", message, "info")
    return {**value, "info": {"title": "API", "version": "0"}}


@repair("info")
def info_incomplete(value: Object, case: RepairContext) -> Object:
    """`info` without a title or version."""
    for key, default in (("title", "API"), ("version", "0")):
        if key not in value:
            case.warn("info-incomplete", f'"info" has no "{key}"; treated as "{default}"')
            value = {**value, key: default}
    return value


@repair(*_MAPS, keys=lambda kind: _MAPS[kind], sound=OBJECT)
def components_of_another_shape(value: Object, case: RepairContext) -> Object:
    """A map that is not an object: `properties: []`, `paths: "..."`."""
    for key in _MAPS[case.kind]:
        member = value.get(key)
        if member is None or isinstance(member, dict):
            continue
        case.warn("not-an-object", f'"{key}" must be an object; ignored', key)
        value = without(value, key)
    return value


@repair("document", "path item", "operation", "link", keys=("servers",), sound=LIST)
def servers_of_another_shape(value: Object, case: RepairContext) -> Object:
    """A single server that is not in a list."""
    servers = value.get("servers")
    if not isinstance(servers, dict | str):
        return value
    case.warn("not-a-list", '"servers" must be a list; treated as its only item', "servers")
    return {**value, "servers": [servers]}


@repair("operation", "path item", keys=("parameters",), sound=LIST)
def parameters_of_another_shape(value: Object, case: RepairContext) -> Object:
    """A single parameter that is not in a list, or a map of parameters by name."""
    parameters = value.get("parameters")
    if parameters is None or isinstance(parameters, list):
        return value
    if isinstance(parameters, dict) and ("$ref" in parameters or {"name", "in"} <= set(parameters)):
        case.warn(
            "not-a-list", '"parameters" must be a list; treated as its only item', "parameters"
        )
        return {**value, "parameters": [parameters]}
    if isinstance(parameters, dict) and all(isinstance(p, dict) for p in parameters.values()):
        case.warn("not-a-list", '"parameters" must be a list; taken by their names', "parameters")
        named: list[Json] = [
            parameter if "$ref" in parameter else {"name": name, **parameter}
            for name, parameter in parameters.items()
            if isinstance(parameter, dict)
        ]
        return {**value, "parameters": named}
    case.warn("not-a-list", '"parameters" must be a list; ignored', "parameters")
    return without(value, "parameters")


@repair("operation", keys=("tags",))
def tags_of_another_shape(value: Object, case: RepairContext) -> Object:
    """Tags as one string, as numbers, or duplicate tags."""
    tags = value.get("tags")
    if tags is None:
        return value
    if isinstance(tags, str):
        case.warn("not-a-list", '"tags" must be a list; treated as its only item', "tags")
        return {**value, "tags": [tags]}
    if not isinstance(tags, list):
        case.warn("not-a-list", '"tags" must be a list of strings; ignored', "tags")
        return without(value, "tags")
    names: dict[str, None] = {}
    for number, tag in enumerate(tags):
        if isinstance(tag, bool | int | float):
            case.warn("not-text", "a tag must be a string; treated as written", "tags", number)
            tag = case.as_text(tag, "tags", number)
        if not isinstance(tag, str):
            case.warn("not-text", "a tag must be a string; ignored", "tags", number)
        elif tag in names:
            case.warn("repeated", f"the tag {quoted(tag)} is listed twice", "tags", number)
        else:
            names[tag] = None
    return value if list(names) == tags else {**value, "tags": list(names)}


@repair("document", "operation", keys=("security",))
def security_of_another_shape(value: Object, case: RepairContext) -> Object:
    """Requirements as one object, as names, or with null instead of scopes."""
    security = value.get("security")
    if security is None:
        return value
    if isinstance(security, dict | str):
        case.warn("not-a-list", '"security" must be a list; treated as its only item', "security")
        security = [security]
    if not isinstance(security, list):
        case.warn("not-a-list", '"security" must be a list; ignored', "security")
        return without(value, "security")
    requirements = [_requirement(item, case, number) for number, item in enumerate(security)]
    return value if requirements == value["security"] else {**value, "security": requirements}


def _requirement(item: Json, case: RepairContext, number: int) -> Json:
    if isinstance(item, str):
        message = "a security requirement must be an object; treated as the name of its scheme"
        case.warn("not-an-object", message, "security", number)
        return {item: []}
    if not isinstance(item, dict):
        message = "a security requirement must be an object; treated as an empty one"
        case.warn("not-an-object", message, "security", number)
        return {}
    requirement: Object = {}
    for name, scopes in item.items():
        is_valid = isinstance(scopes, list) and all(isinstance(scope, str) for scope in scopes)
        if not is_valid:
            message = f"the scopes of {quoted(name)} must be a list of strings; treated as none"
            case.warn("not-a-list", message, "security", number, name)
        requirement[name] = scopes if is_valid else []
    return requirement


@repair("schema", "media type", "parameter", "header", keys=("examples",))
def examples_of_another_shape(value: Object, case: RepairContext) -> Object:
    """An array of examples where a map is expected, or a map where an array is expected."""
    examples = value.get("examples")
    is_valid = isinstance(examples, list if case.kind == "schema" else dict)
    if examples is None or is_valid:
        if case.kind == "schema" or not isinstance(examples, dict):
            return value
        if all(isinstance(example, dict) for example in examples.values()):
            return value
    case.warn(
        "examples-ignored",
        f'"examples" must be {"an array" if case.kind == "schema" else "an object"} here; ignored',
        "examples",
    )
    return without(value, "examples")


@repair("response")
def response_without_description(value: Object, case: RepairContext) -> Object:
    """A response without a description, which is required before OpenAPI 3.2."""
    if "description" in value or "$ref" in value or case.version.startswith("3.2"):
        return value
    case.note_once("description-missing", 'the response has no "description"; treated as empty')
    return {**value, "description": ""}


@repair(*_TEXTS, keys=lambda kind: _TEXTS[kind], sound=TEXT)
def texts_as_numbers(value: Object, case: RepairContext) -> Object:
    """A number instead of a string: `version: 1.10` without quotes."""
    for key in _TEXTS[case.kind]:
        member = value.get(key)
        if isinstance(member, bool | int | float):
            text = case.as_text(member, key)
            case.warn("not-text", f'"{key}" must be a string; treated as {quoted(text)}', key)
            value = {**value, key: text}
        elif isinstance(member, dict | list):
            case.warn("not-text", f'"{key}" must be a string; ignored', key)
            value = without(value, key)
    return value


@repair("server", keys=("variables",), sound=(NoneType,))
def server_variables_as_numbers(value: Object, case: RepairContext) -> Object:
    """Numbers instead of strings in the variables of a server."""
    return _variables(value, case) if isinstance(value.get("variables"), dict) else value


def _variables(server: Object, case: RepairContext) -> Object:
    variables = server["variables"]
    repaired: Object = {}
    for name, variable in variables.items() if isinstance(variables, dict) else ():
        if isinstance(variable, dict):
            variable = _variable(variable, case, name)
        repaired[name] = variable
    return server if repaired == variables else {**server, "variables": repaired}


def _variable(variable: Object, case: RepairContext, name: str) -> Object:
    """Convert the `default` and `enum` of a server variable to strings."""
    repaired = dict(variable)
    default, enum = variable.get("default"), variable.get("enum")
    if isinstance(default, bool | int | float):
        repaired["default"] = case.as_text(default, "variables", name, "default")
    if isinstance(enum, list):
        repaired["enum"] = [
            (
                case.as_text(item, "variables", name, "enum", number)
                if isinstance(item, bool | int | float)
                else item
            )
            for number, item in enumerate(enum)
        ]
    listed = repaired.get("enum")
    if "default" not in repaired and isinstance(listed, list) and listed:
        repaired["default"] = listed[0]
    if repaired != variable or [*map(type, repaired.values())] != [*map(type, variable.values())]:
        message = "the values of a server variable must be strings; treated as written"
        case.warn("not-text", message, "variables", name)
    return repaired
