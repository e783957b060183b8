"""Lower the parameters of an operation and of its path item."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from restamp.ir.operations import UNESCAPED, Codec, Location, Parameter
from restamp.ir.types import ANY, STRING, Constant, Kind, NameHint, OneOf, Primitive, Type
from restamp.lower.context import Lowering, doc_of, pinned_of, referred_words
from restamp.lower.operations.contents import codec_of
from restamp.lower.operations.encodings import COLLECTION_STYLES, inner_styles
from restamp.lower.operations.examples import example_argument
from restamp.lower.operations.headers import header_name
from restamp.lower.schemas import fields
from restamp.pointers import join_pointer
from restamp.spec.tree.extensions import PARAMETER_NAME, UNENCODED
from restamp.spec.tree.node import Node

IN_PATH = re.compile(r"\{([^{}]*)\}")
_LOCATIONS = frozenset(Location)
STYLES = {
    Location.PATH: ("simple", "label", "matrix"),
    Location.QUERY: ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    Location.HEADER: ("simple",),
    Location.COOKIE: ("form", "cookie"),
}
AUTHORIZATION = "authorization"
_CONTENT_HEADERS = ("accept", "content-type")


def parameters_of(
    lowering: Lowering, item: Node, operation: Node, path: str, hint: NameHint
) -> tuple[Parameter, ...]:
    """The parameters of an operation: its own override the path item's; all names in the path are included."""
    parameters: dict[tuple[Location, str], Parameter] = {}
    for holder in (item, operation):
        listed = holder.get("parameters")
        if listed is None or not listed.is_list:
            continue
        for member in listed.elements():
            parameter = _parameter(lowering, member, hint)
            if parameter is not None:
                parameters[parameter.location, parameter.wire_name] = parameter
    _reconcile(lowering, operation, path, parameters)
    return tuple(parameters.values())


def headers_of(
    lowering: Lowering, item: Node, operation: Node, hint: NameHint
) -> tuple[Parameter, ...]:
    """The header parameters of an operation, by the same rules; header names are case-insensitive."""
    headers: dict[str, Parameter] = {}
    for holder in (item, operation):
        listed = holder.get("parameters")
        for member in listed.elements() if listed is not None and listed.is_list else ():
            node = lowering.document.resolve(member) if member.is_mapping else None
            if node is None or not node.is_mapping or node.text("in") != Location.HEADER:
                continue
            parameter = _parameter(lowering, member, hint)
            if parameter is not None:
                headers[parameter.wire_name.lower()] = parameter
    return tuple(headers.values())


def _reconcile(
    lowering: Lowering,
    operation: Node,
    path: str,
    parameters: dict[tuple[Location, str], Parameter],
) -> None:
    """Add undeclared path parameters and remove those that are not in the path, each with a warning.

    A query in the path is sent as it is, so a constant parameter with the same value is not an argument.
    """
    names = list(dict.fromkeys(IN_PATH.findall(path)))
    for name in names:
        if (Location.PATH, name) not in parameters:
            lowering.diagnostics.warning(
                "path-parameter-undeclared",
                f'"{name}" in the path is not declared; treated as a string',
                operation.at,
            )
            at = join_pointer(operation.at, "parameters")
            parameters[Location.PATH, name] = Parameter(
                name, Location.PATH, STRING, True, "simple", False, at
            )
    for location, name in list(parameters):
        if location is Location.PATH and name not in names:
            lowering.diagnostics.warning(
                "path-parameter-unused",
                f'"{name}" is declared as a path parameter, but the path has no {{{name}}}; ignored',
                parameters[location, name].at,
            )
            del parameters[location, name]
    for name, value in parse_qsl(path.partition("?")[2], keep_blank_values=True):
        parameter = parameters.get((Location.QUERY, name))
        if parameter is not None and _sent_as(parameter.type) == value:
            del parameters[Location.QUERY, name]


def _sent_as(type_: Type) -> str | None:
    """How a constant is written in a query; None for other types."""
    match type_:
        case Constant(bool() as value):
            return str(value).lower()
        case Constant(str() | int() as value):
            return str(value)
        case _:
            return None


def _parameter(lowering: Lowering, member: Node, hint: NameHint) -> Parameter | None:
    node = lowering.document.resolve(member) if member.is_mapping else None
    if node is None or not node.is_mapping:
        lowering.widened[member.at] = "unresolved reference"
        return None
    if node.text("in") == "querystring":
        return _querystring(lowering, node, hint)
    if member.ref is None:
        return _declared(lowering, node, hint, is_shared=False)
    key = node.at, member.ref
    if key not in lowering.parameters:
        words = NameHint(referred_words(member.ref), context="Parameter")
        lowering.parameters[key] = _declared(lowering, node, words, is_shared=True)
    return lowering.parameters[key]


def _declared(
    lowering: Lowering, node: Node, hint: NameHint, *, is_shared: bool
) -> Parameter | None:
    """Lower a parameter with a name; types in one that operations share are not named after an operation."""
    name, where = node.text("name"), node.text("in")
    if not name or where not in _LOCATIONS:
        lowering.diagnostics.warning(
            "parameter-invalid", 'a parameter needs "name" and a known "in"; it is ignored', node.at
        )
        return None
    location = Location(where)
    if location is Location.HEADER and _is_reserved(lowering, name, node):
        return None
    if location is Location.HEADER:
        name = header_name(lowering, name, node, "parameter")
    if name is None:
        return None
    type_, content = _type(lowering, node, hint if is_shared else hint.child(name))
    style, explode = _style(lowering, node, location)
    schema = node.get("schema")
    facts = fields.facts_of(schema) if schema is not None and schema.is_mapping else ()
    return Parameter(
        name,
        location,
        type_,
        node.flag("required") or location is Location.PATH,
        style,
        explode,
        node.at,
        content,
        _keeps_reserved(lowering, node, location),
        doc_of(node, *facts),
        pinned_of(node, PARAMETER_NAME.keys),
        inner_styles(lowering, node),
        example_argument(lowering, node),
    )


def _is_reserved(lowering: Lowering, name: str, node: Node) -> bool:
    """Whether a header is set by the client itself. `Authorization` is a parameter in Swagger 2.0."""
    is_old = lowering.document.version.startswith("2.")
    header = name.strip().lower()
    if header not in _CONTENT_HEADERS and (is_old or header != AUTHORIZATION):
        return False
    why = "by the media types" if is_old else "(OpenAPI 3.1, 4.8.12)"
    message = f'"{name}" is set by the client itself {why}'
    lowering.diagnostics.note("header-reserved", message, node.at)
    return True


def _querystring(lowering: Lowering, node: Node, hint: NameHint) -> Parameter:
    """Lower a parameter for the whole query (OpenAPI 3.2, `in: querystring`).

    The name is not sent: the members of an object are the pairs of the query, and JSON is the whole query.
    """
    name = node.text("name") or "query"
    type_, content = _type(lowering, node, hint.child(name))
    is_json = content is Codec.JSON
    return Parameter(
        "" if is_json else name,
        Location.QUERY,
        type_,
        node.flag("required"),
        "form",
        True,
        node.at,
        Codec.JSON if is_json else None,
        doc=doc_of(node),
        pinned=pinned_of(node, PARAMETER_NAME.keys) or name,
    )


def _keeps_reserved(lowering: Lowering, node: Node, location: Location) -> bool:
    """Whether `allowReserved` applies: in a query, and in a path since OpenAPI 3.2."""
    if location is Location.PATH and not lowering.document.version.startswith("3.2"):
        return False
    return node.flag("allowReserved")


def _or_empty(node: Node, type_: Type) -> Type:
    """Make a type admit the empty string if the parameter has `allowEmptyValue`."""
    if not node.flag("allowEmptyValue") or type_ in (ANY, STRING):
        return type_
    members = type_.members if isinstance(type_, OneOf) and not type_.discriminator else (type_,)
    return OneOf((*members, Constant("")))


def _type(lowering: Lowering, node: Node, hint: NameHint) -> tuple[Type, Codec | None]:
    """The type, and the codec of a value with `content`: JSON or a form. Other media types are text."""
    schema = node.get("schema")
    if schema is not None:
        type_ = lowering.type_of(schema, hint)
        type_ = STRING if type_ == Primitive(Kind.BINARY) else type_
        return (_or_empty(node, type_) if node.text("in") == "query" else type_), None
    for media_type, content in (node.get("content") or Node({}, node.at)).items():
        codec = codec_of(media_type)
        if codec in (Codec.JSON, Codec.FORM) and content.is_mapping:
            inner = content.get("schema")
            return (ANY if inner is None else lowering.type_of(inner, hint)), codec
        break
    return STRING, None


def _style(lowering: Lowering, node: Node, location: Location) -> tuple[str, bool]:
    allowed = STYLES[location]
    if lowering.document.version.startswith("2."):
        allowed += COLLECTION_STYLES
        if node.flag(UNENCODED.own) and location in (Location.PATH, Location.QUERY):
            return UNESCAPED, False
    style = node.text("style") or allowed[0]
    if style not in allowed:
        lowering.diagnostics.warning(
            "style-invalid",
            f'style "{style}" does not exist in {location}; "{allowed[0]}" is used',
            node.at,
        )
        style = allowed[0]
    explode = node.get("explode")
    if explode is not None and isinstance(explode.value, bool):
        return style, explode.value
    return style, style in ("form", "cookie")
