"""Traverse the IR: the ids that types refer to, reachability, and mapping over types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, Field, ObjectDecl
from restamp.ir.operations import Content, Operation, Webhook
from restamp.ir.types import (
    Constant,
    Discriminator,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
)


def references(type_: Type) -> Iterator[str]:
    """Yield the ids of the declarations that a type names, in order of appearance."""
    match type_:
        case Named(id_):
            yield id_
        case ListOf(item) | Nullable(item):
            yield from references(item)
        case MapOf(value):
            yield from references(value)
        case TupleOf(parts) | OneOf(parts):
            for part in parts:
                yield from references(part)
        case Primitive() | Constant():
            pass
        case _:
            assert_never(type_)


def parts(declaration: Declaration) -> Iterator[Type]:
    """Yield the types that a declaration consists of, including its bases."""
    match declaration:
        case ObjectDecl():
            for base in declaration.bases:
                yield Named(base)
            for field in declaration.fields:
                yield field.type
            if declaration.extra is not None:
                yield declaration.extra
        case AliasDecl():
            yield declaration.type
        case EnumDecl():
            pass
        case _:
            assert_never(declaration)


def request_types(operation: Operation) -> Iterator[Type]:
    """Yield the types in the requests of an operation."""
    for parameter in operation.parameters:
        yield parameter.type
    if operation.body is not None:
        for content in operation.body.contents:
            yield content.type


def response_types(operation: Operation) -> Iterator[Type]:
    """Yield the types in the responses of an operation."""
    for response in operation.responses:
        for content in response.contents:
            yield from _content_types(content)


def webhook_types(webhook: Webhook) -> Iterator[Type]:
    """Yield the types in the requests of a webhook."""
    if webhook.content is not None:
        yield from _content_types(webhook.content)
    if webhook.headers is not None:
        yield webhook.headers


def types_in(api: Api) -> Iterator[Type]:
    """Yield the types of all declarations, operations and webhooks."""
    for declaration in api.declarations:
        yield from parts(declaration)
    for operation in api.operations:
        yield from (parameter.type for parameter in operation.parameters)
        for content in () if operation.body is None else operation.body.contents:
            yield from _content_types(content)
        yield from response_types(operation)
    for webhook in api.webhooks:
        yield from webhook_types(webhook)


def _content_types(content: Content) -> Iterator[Type]:
    yield content.type
    if content.item is not None:
        yield content.item


def map_type(type_: Type, change: Callable[[Type], Type]) -> Type:
    """Apply `change` to every type in a type, innermost first."""
    match type_:
        case ListOf(item, unique):
            return change(ListOf(map_type(item, change), unique))
        case Nullable(item):
            return change(Nullable(map_type(item, change)))
        case MapOf(value):
            return change(MapOf(map_type(value, change)))
        case TupleOf(items):
            return change(TupleOf(tuple(map_type(item, change) for item in items)))
        case OneOf(members, discriminator):
            inner = tuple(map_type(member, change) for member in members)
            return change(OneOf(inner, discriminator))
        case Named() | Primitive() | Constant():
            return change(type_)
        case _:
            assert_never(type_)


def map_declaration(declaration: Declaration, change: Callable[[Type], Type]) -> Declaration:
    """Apply `change` to every type in a declaration; bases stay."""
    match declaration:
        case ObjectDecl():
            fields = tuple(replace(f, type=map_type(f.type, change)) for f in declaration.fields)
            extra = None if declaration.extra is None else map_type(declaration.extra, change)
            return replace(declaration, fields=fields, extra=extra)
        case AliasDecl():
            return replace(declaration, type=map_type(declaration.type, change))
        case EnumDecl():
            return declaration
        case _:
            assert_never(declaration)


def map_operation(
    operation: Operation, requested: Callable[[Type], Type], received: Callable[[Type], Type]
) -> Operation:
    """Apply `requested` to the types of an operation's requests and `received` to those of its responses."""
    body = operation.body
    if body is not None:
        body = replace(body, contents=_contents(body.contents, requested))
    return replace(
        operation,
        parameters=tuple(
            replace(p, type=map_type(p.type, requested)) for p in operation.parameters
        ),
        body=body,
        responses=tuple(
            replace(r, contents=_contents(r.contents, received)) for r in operation.responses
        ),
    )


def map_webhook(webhook: Webhook, change: Callable[[Type], Type]) -> Webhook:
    """Apply `change` to the types of a webhook's requests."""
    content, headers = webhook.content, webhook.headers
    return replace(
        webhook,
        content=None if content is None else _contents((content,), change)[0],
        headers=None if headers is None else map_type(headers, change),
    )


def _contents(contents: tuple[Content, ...], change: Callable[[Type], Type]) -> tuple[Content, ...]:
    return tuple(
        replace(
            content,
            type=map_type(content.type, change),
            item=None if content.item is None else map_type(content.item, change),
        )
        for content in contents
    )


def closure(start: Iterable[str], successors: Callable[[str], Iterable[str]]) -> set[str]:
    """All ids reachable from `start` by `successors`, including `start`."""
    ids: set[str] = set()
    pending = list(start)
    while pending:
        id_ = pending.pop()
        if id_ not in ids:
            ids.add(id_)
            pending.extend(successors(id_))
    return ids


def reachable(start: Iterable[Type], declarations: Mapping[str, Declaration]) -> set[str]:
    """The ids of all declarations reachable from these types."""

    def referenced(id_: str) -> Iterator[str]:
        if id_ in declarations:
            for part in parts(declarations[id_]):
                yield from references(part)

    ids = closure((id_ for type_ in start for id_ in references(type_)), referenced)
    return ids & declarations.keys()


def dependents(start: Iterable[str], declarations: Mapping[str, Declaration]) -> set[str]:
    """The ids of all declarations that refer to one of `start`, directly or not, including `start`."""
    users: dict[str, set[str]] = {}
    for declaration in declarations.values():
        for part in parts(declaration):
            for id_ in references(part):
                users.setdefault(id_, set()).add(declaration.id)
    return closure(start, lambda id_: users.get(id_, ()))


def all_fields(
    declaration: ObjectDecl, declarations: Mapping[str, Declaration]
) -> tuple[Field, ...]:
    """All fields of an object, those of its bases first; a field of a subclass overrides its base's."""
    merged: dict[str, Field] = {}
    for base in declaration.bases:
        declared = declarations.get(base)
        if isinstance(declared, ObjectDecl):
            merged |= {field.wire_name: field for field in all_fields(declared, declarations)}
    merged |= {field.wire_name: field for field in declaration.fields}
    return tuple(merged.values())


def with_ids(id_of: Callable[[str], str]) -> Callable[[Type], Type]:
    """A function for `map_type` that replaces the ids a type refers to."""

    def change(type_: Type) -> Type:
        match type_:
            case Named(id_):
                return Named(id_of(id_))
            case OneOf(members, Discriminator() as discriminator):
                return OneOf(members, _renamed(discriminator, id_of))
            case _:
                return type_

    return change


def _renamed(discriminator: Discriminator, id_of: Callable[[str], str]) -> Discriminator:
    return replace(
        discriminator,
        mapping=tuple((value, id_of(id_)) for value, id_ in discriminator.mapping),
        default=None if discriminator.default is None else id_of(discriminator.default),
        adds=tuple((id_of(id_), value) for id_, value in discriminator.adds),
        optional=tuple(map(id_of, discriminator.optional)),
        free=tuple(map(id_of, discriminator.free)),
        within=tuple((value, _renamed(d, id_of)) for value, d in discriminator.within),
    )


def map_api(api: Api, change: Callable[[Type], Type]) -> Api:
    """Apply `change` to every type in an API."""
    return replace(
        api,
        declarations=tuple(
            map_declaration(declaration, change) for declaration in api.declarations
        ),
        operations=tuple(map_operation(o, change, change) for o in api.operations),
        webhooks=tuple(map_webhook(webhook, change) for webhook in api.webhooks),
    )
