"""Let what is uploaded be given as a file, and not as bytes only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, ObjectDecl
from restamp.ir.operations import Codec, Content, Operation
from restamp.ir.types import Kind, ListOf, MapOf, Named, Nullable, OneOf, Primitive, Type
from restamp.ir.walk import parts, reachable, request_types, response_types, webhook_types

Declarations = Mapping[str, Declaration]

BYTES = Primitive(Kind.BINARY)
FILE = Primitive(Kind.FILE)


def accept_files(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Binary bodies, and binary fields of multipart ones, become files.

    Only the objects that multipart bodies are made of: what is also part of JSON, or of an answer,
    keeps its bytes.
    """
    declarations = {declaration.id: declaration for declaration in api.declarations}
    forms = {id_ for type_ in _form_types(api) for id_ in _objects(type_, declarations)}
    changed = forms - reachable(_other_types(api, forms, declarations), declarations)
    return replace(
        api,
        declarations=tuple(
            _with_files(d, declarations) if d.id in changed else d for d in api.declarations
        ),
        operations=tuple(_uploading(o, declarations) for o in api.operations),
    )


def _form_types(api: Api) -> Iterator[Type]:
    for operation in api.operations:
        for content in operation.body.contents if operation.body is not None else ():
            if content.codec is Codec.MULTIPART:
                yield content.type


def _objects(type_: Type, declarations: Declarations) -> Iterator[str]:
    """The objects that a type itself is one of, and their bases."""
    match type_:
        case Named(id_):
            held = declarations[id_]
            if isinstance(held, AliasDecl):
                yield from _objects(held.type, declarations)
            elif isinstance(held, ObjectDecl):
                yield id_
                for base in held.bases:
                    yield from _objects(Named(base), declarations)
        case Nullable(item):
            yield from _objects(item, declarations)
        case OneOf(members):
            for member in members:
                yield from _objects(member, declarations)
        case _:
            return


def _other_types(api: Api, forms: set[str], declarations: Declarations) -> Iterator[Type]:
    """All types that are not those of a whole multipart body."""
    for operation in api.operations:
        multipart = set[Type]()
        if operation.body is not None:
            multipart = {c.type for c in operation.body.contents if c.codec is Codec.MULTIPART}
            yield from (c.type for c in operation.body.contents if c.codec is not Codec.MULTIPART)
        yield from (t for t in request_types(operation) if t not in multipart)
        yield from response_types(operation)
    for webhook in api.webhooks:
        yield from webhook_types(webhook)
    for id_ in forms:
        held = declarations[id_]
        if isinstance(held, ObjectDecl):
            # Its bases are parts of the form itself.
            yield from parts(replace(held, bases=()))


def _filed(type_: Type, declarations: Declarations) -> Type:
    """The type of one field, or of several parts under one name."""
    match type_:
        case Primitive(Kind.BINARY):
            return FILE
        case ListOf(item, unique):
            return ListOf(_filed(item, declarations), unique)
        case Nullable(item):
            return Nullable(_filed(item, declarations))
        case OneOf(members, discriminator):
            return OneOf(tuple(_filed(m, declarations) for m in members), discriminator)
        case Named(id_):
            held = declarations[id_]
            if isinstance(held, AliasDecl) and not isinstance(held.type, Named):
                inner = held.type.item if isinstance(held.type, ListOf | Nullable) else held.type
                return _filed(held.type, declarations) if inner == BYTES else type_
            return type_
        case _:
            return type_


def _with_files(declaration: Declaration, declarations: Declarations) -> Declaration:
    if not isinstance(declaration, ObjectDecl):
        return declaration
    fields = tuple(replace(f, type=_filed(f.type, declarations)) for f in declaration.fields)
    extra = None if declaration.extra is None else _filed(declaration.extra, declarations)
    return replace(declaration, fields=fields, extra=extra)


def _uploading(operation: Operation, declarations: Declarations) -> Operation:
    body = operation.body
    if body is None:
        return operation
    contents = tuple(_content(content, declarations) for content in body.contents)
    return replace(operation, body=replace(body, contents=contents))


def _content(content: Content, declarations: Declarations) -> Content:
    if content.type == BYTES and content.codec not in (Codec.JSON, Codec.FORM, Codec.TEXT):
        return replace(content, type=FILE)
    if content.codec.is_stream and isinstance(content.type, OneOf):
        return replace(content, type=_filed(content.type, declarations))
    if content.codec is Codec.MULTIPART and isinstance(content.type, MapOf):
        return replace(content, type=MapOf(_filed(content.type.value, declarations)))
    return content
