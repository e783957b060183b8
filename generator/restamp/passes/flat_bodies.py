"""Let callers pass the fields of object bodies as arguments, if the configuration says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import Declaration, Field, ObjectDecl
from restamp.ir.members import resolve_alias, sent_fields, takes_null
from restamp.ir.operations import Body, Codec, FlatBody, Operation
from restamp.ir.types import ANY, Kind, ListOf, MapOf, Named, Nullable, OneOf, Primitive, Type
from restamp.ir.walk import map_items
from restamp.passes.equality import Equality
from restamp.records import dataclass

Declarations = Mapping[str, Declaration]

MOST_FIELDS = 60
"""Bodies with more fields stay one argument."""
FIELDS_OF = (Codec.JSON, Codec.FORM, Codec.MULTIPART, Codec.XML)
"""Codecs of bodies that have fields."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A body that stays one argument."""

    why: str


def flatten_bodies(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Mark the bodies whose fields callers pass as arguments."""
    if config.bodies == "objects":
        return api
    declarations = api.by_id
    operations = map_items(api.operations, lambda operation: _flattened(operation, declarations))
    return replace(api, operations=operations)


def _flattened(operation: Operation, declarations: Declarations) -> Operation:
    body = operation.body
    flat = None if body is None else flat_body(body, declarations)
    if body is None or not isinstance(flat, FlatBody):
        return operation
    return replace(operation, body=replace(body, flat=flat))


def flat_body(body: Body, declarations: Declarations) -> FlatBody | Whole:
    """The fields of a body that callers pass as arguments; the reason if it stays one argument."""
    if any(content.codec not in FIELDS_OF for content in body.choices):
        return Whole("it is text, a file or a sequence")
    if any(content.is_json_patch for content in body.choices):
        return Whole("it is a JSON Patch")
    if any(content.codec is Codec.XML and content.xml is None for content in body.choices):
        return Whole("it is XML without a schema")
    type_, *others = (resolve_alias(content.type, declarations) for content in body.choices)
    if not all(Equality(declarations).types(type_, other) for other in others):
        return Whole("it differs between media types")
    decl = declarations[type_.id] if isinstance(type_, Named) else None
    if not isinstance(decl, ObjectDecl):
        return _kind(type_)
    fields = sent_fields(decl, declarations)
    if not fields:
        return Whole("it has no declared fields")
    if len(fields) > MOST_FIELDS:
        return Whole(f"it has {len(fields)} fields, more than {MOST_FIELDS}")
    if not all(field.wire_name for field in fields):
        return Whole("it has a field without a name")
    removes = any(content.is_merge_patch for content in body.choices)
    nulls = frozenset(_with_null(fields, declarations, removes=removes))
    return FlatBody(fields, nulls, next(_extras(decl, declarations), None))


def _kind(type_: Type) -> Whole:
    """Why a body without fields stays one argument."""
    match type_:
        case OneOf():
            return Whole("it is a union")
        case Nullable():
            return Whole("it may be null")
        case ListOf():
            return Whole("it is an array")
        case MapOf() | Primitive(Kind.ANY | Kind.OBJECT):
            return Whole("it has no declared fields")
        case _:
            return Whole("it is not an object")


def _with_null(
    fields: tuple[Field, ...], declarations: Declarations, *, removes: bool
) -> Iterator[str]:
    """Yield the optional fields for which null means something; with `removes`, it removes any of them."""
    for field in fields:
        if not field.required and (removes or takes_null(field.type, declarations)):
            yield field.wire_name


def _extras(decl: ObjectDecl, declarations: Declarations) -> Iterator[Type]:
    """Yield the types of the undeclared members that the document allows, that of the object itself first."""
    if decl.extra is not None:
        yield decl.extra
    elif decl.is_open:
        yield ANY
    for id_ in decl.bases:
        base = declarations[id_]
        if isinstance(base, ObjectDecl):
            yield from _extras(base, declarations)
