"""Accept files, and not only bytes, for uploads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, ObjectDecl
from restamp.ir.operations import Codec, Content, Operation
from restamp.ir.types import Kind, ListOf, MapOf, Named, Nullable, OneOf, Primitive, TupleOf, Type
from restamp.ir.walk import (
    map_items,
    parts,
    reachable,
    request_types,
    response_types,
    webhook_types,
)

Declarations = Mapping[str, Declaration]

BYTES = Primitive(Kind.BINARY)
FILE = Primitive(Kind.FILE)


def accept_files(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Change binary bodies, and binary fields of multipart bodies, to files.

    Objects that are also used in JSON or in responses keep bytes.
    """
    declarations = api.by_id
    forms = {id_ for type_ in _form_types(api) for id_ in _objects(type_, declarations)}
    changed = forms - reachable(_other_types(api, forms, declarations), declarations)
    return replace(
        api,
        declarations=tuple(
            _with_files(d, declarations) if d.id in changed else d for d in api.declarations
        ),
        operations=map_items(api.operations, lambda o: _with_uploads(o, declarations)),
    )


def _form_types(api: Api) -> Iterator[Type]:
    for operation in api.operations:
        for content in operation.body.contents if operation.body is not None else ():
            if content.codec is Codec.MULTIPART:
                yield content.type


def _objects(type_: Type, declarations: Declarations) -> Iterator[str]:
    """Yield the objects that a type consists of, and their bases."""
    match type_:
        case Named(id_):
            declaration = declarations[id_]
            if isinstance(declaration, AliasDecl):
                yield from _objects(declaration.type, declarations)
            elif isinstance(declaration, ObjectDecl):
                yield id_
                for base in declaration.bases:
                    yield from _objects(Named(base), declarations)
        case Nullable(item):
            yield from _objects(item, declarations)
        case OneOf(members):
            for member in members:
                yield from _objects(member, declarations)
        case _:
            return


def _other_types(api: Api, forms: set[str], declarations: Declarations) -> Iterator[Type]:
    """Yield all types except those of whole multipart bodies."""
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
        form = declarations[id_]
        if isinstance(form, ObjectDecl):
            # Its bases are part of the form itself.
            yield from parts(replace(form, bases=()))


def _bytes_to_files(type_: Type, declarations: Declarations) -> Type:
    """Change bytes to files in the type of a field, which may be a list of parts."""
    match type_:
        case Primitive(Kind.BINARY):
            return FILE
        case ListOf(item, unique):
            return ListOf(_bytes_to_files(item, declarations), unique)
        case TupleOf(items):
            return TupleOf(tuple(_bytes_to_files(item, declarations) for item in items))
        case Nullable(item):
            return Nullable(_bytes_to_files(item, declarations))
        case OneOf(members, discriminator):
            return OneOf(tuple(_bytes_to_files(m, declarations) for m in members), discriminator)
        case Named(id_):
            declaration = declarations[id_]
            if isinstance(declaration, AliasDecl) and not isinstance(declaration.type, Named):
                inner = (
                    declaration.type.item
                    if isinstance(declaration.type, ListOf | Nullable)
                    else declaration.type
                )
                return _bytes_to_files(declaration.type, declarations) if inner == BYTES else type_
            return type_
        case _:
            return type_


def _with_files(declaration: Declaration, declarations: Declarations) -> Declaration:
    if not isinstance(declaration, ObjectDecl):
        return declaration
    fields = tuple(
        replace(f, type=_bytes_to_files(f.type, declarations)) for f in declaration.fields
    )
    extra = None if declaration.extra is None else _bytes_to_files(declaration.extra, declarations)
    return replace(declaration, fields=fields, extra=extra)


def _with_uploads(operation: Operation, declarations: Declarations) -> Operation:
    body = operation.body
    if body is None:
        return operation
    contents = map_items(body.contents, lambda content: _content(content, declarations))
    if contents is body.contents:
        return operation
    return replace(operation, body=replace(body, contents=contents))


def _content(content: Content, declarations: Declarations) -> Content:
    if content.type == BYTES and content.codec not in (Codec.JSON, Codec.FORM, Codec.TEXT):
        return replace(content, type=FILE)
    if content.codec is Codec.PARTS:
        return replace(
            content,
            type=_bytes_to_files(content.type, declarations),
            item=content.item and _bytes_to_files(content.item, declarations),
            part_types=tuple(_bytes_to_files(part, declarations) for part in content.part_types),
        )
    if content.codec.is_stream and isinstance(content.type, OneOf):
        return replace(content, type=_bytes_to_files(content.type, declarations))
    if content.codec is Codec.MULTIPART and isinstance(content.type, MapOf):
        return replace(content, type=MapOf(_bytes_to_files(content.type.value, declarations)))
    return content
