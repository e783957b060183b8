"""Traverse the IR: the ids that types refer to, reachability, and mapping over types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import is_
from typing import TypeVar, assert_never

from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, Field, ObjectDecl
from restamp.ir.operations import Body, Content, Operation, Parameter, Response, Webhook
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

T = TypeVar("T")
Typed = TypeVar("Typed", Field, Parameter, AliasDecl)
Holder = TypeVar("Holder", Body, Response)


def references(type_: Type) -> tuple[str, ...]:
    """The ids of the declarations that a type names, in order of appearance."""
    match type_:
        case Primitive() | Constant():
            return ()
        case Named(id_):
            return (id_,)
        case ListOf(item) | Nullable(item):
            return references(item)
        case MapOf(value):
            return references(value)
        case TupleOf(parts) | OneOf(parts):
            return tuple(id_ for part in parts for id_ in references(part))
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


def references_in(declaration: Declaration) -> Sequence[str]:
    """The ids of the declarations that a declaration names, its bases first, in order of appearance."""
    match declaration:
        case ObjectDecl():
            ids = list(declaration.bases)
            for field in declaration.fields:
                if not isinstance(field.type, Primitive):  # as most are
                    ids += references(field.type)
            if declaration.extra is not None:
                ids += references(declaration.extra)
            return ids
        case AliasDecl():
            return references(declaration.type)
        case EnumDecl():
            return ()
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


def types_of_calls(api: Api) -> Iterator[Type]:
    """Yield the types in all requests and responses of operations and webhooks."""
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


def map_items(items: tuple[T, ...], change: Callable[[T], T]) -> tuple[T, ...]:
    """Apply `change` to every item; the same tuple if no item changes."""
    changed = tuple(map(change, items))
    return items if all(map(is_, changed, items)) else changed


def map_type(type_: Type, change: Callable[[Type], Type]) -> Type:
    """Apply `change` to every type in a type, innermost first; the same type if nothing changes.

    Primitives and constants stay.
    """
    match type_:
        case Primitive() | Constant():
            return type_
        case Named():
            return change(type_)
        case ListOf(item, unique):
            inner = map_type(item, change)
            return change(type_ if inner is item else ListOf(inner, unique))
        case Nullable(item):
            inner = map_type(item, change)
            return change(type_ if inner is item else Nullable(inner))
        case OneOf(members, discriminator):
            inners = map_items(members, lambda member: map_type(member, change))
            return change(type_ if inners is members else OneOf(inners, discriminator))
        case MapOf(value):
            inner = map_type(value, change)
            return change(type_ if inner is value else MapOf(inner))
        case TupleOf(items):
            inners = map_items(items, lambda item: map_type(item, change))
            return change(type_ if inners is items else TupleOf(inners))
        case _:
            assert_never(type_)


def map_declaration(declaration: Declaration, change: Callable[[Type], Type]) -> Declaration:
    """Apply `change` to the types in a declaration; bases, primitives and constants stay."""
    match declaration:
        case ObjectDecl():
            fields = _with_types(declaration.fields, change)
            extra = None if declaration.extra is None else map_type(declaration.extra, change)
            if fields is declaration.fields and extra is declaration.extra:
                return declaration
            return replace(declaration, fields=fields, extra=extra)
        case AliasDecl():
            return _with_type(declaration, change)
        case EnumDecl():
            return declaration
        case _:
            assert_never(declaration)


def map_operation(
    operation: Operation, requested: Callable[[Type], Type], received: Callable[[Type], Type]
) -> Operation:
    """Apply `requested` to the types of an operation's requests and `received` to those of its responses."""
    parameters = _with_types(operation.parameters, requested)
    body = None if operation.body is None else _with_contents(operation.body, requested)
    responses = map_items(operation.responses, lambda r: _with_contents(r, received))
    parts_now = (operation.parameters, operation.body, operation.responses)
    if all(map(is_, (parameters, body, responses), parts_now)):
        return operation
    return replace(operation, parameters=parameters, body=body, responses=responses)


def map_webhook(webhook: Webhook, change: Callable[[Type], Type]) -> Webhook:
    """Apply `change` to the types of a webhook's requests."""
    content = None if webhook.content is None else _with_content_types(webhook.content, change)
    headers = None if webhook.headers is None else map_type(webhook.headers, change)
    if content is webhook.content and headers is webhook.headers:
        return webhook
    return replace(webhook, content=content, headers=headers)


def _with_type(item: Typed, change: Callable[[Type], Type]) -> Typed:
    type_ = map_type(item.type, change)
    return item if type_ is item.type else replace(item, type=type_)


def _with_types(items: tuple[Typed, ...], change: Callable[[Type], Type]) -> tuple[Typed, ...]:
    # Most are primitives.
    return map_items(items, lambda i: i if isinstance(i.type, Primitive) else _with_type(i, change))


def _with_contents(holder: Holder, change: Callable[[Type], Type]) -> Holder:
    contents = map_items(holder.contents, lambda content: _with_content_types(content, change))
    return holder if contents is holder.contents else replace(holder, contents=contents)


def _with_content_types(content: Content, change: Callable[[Type], Type]) -> Content:
    type_ = map_type(content.type, change)
    item = None if content.item is None else map_type(content.item, change)
    parts = map_items(content.part_types, lambda part: map_type(part, change))
    if type_ is content.type and item is content.item and parts is content.part_types:
        return content
    return replace(content, type=type_, item=item, part_types=parts)


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

    def referenced(id_: str) -> Sequence[str]:
        return references_in(declarations[id_]) if id_ in declarations else ()

    ids = closure((id_ for type_ in start for id_ in references(type_)), referenced)
    return ids & declarations.keys()


def xml_ids(api: Api) -> frozenset[str]:
    """The ids of the declarations that are sent or received as XML."""
    contents = [
        content
        for operation in api.operations
        for listed in (
            *(response.contents for response in operation.responses),
            () if operation.body is None else operation.body.contents,
        )
        for content in listed
    ]
    contents += [webhook.content for webhook in api.webhooks if webhook.content is not None]
    types = [content.type for content in contents if content.xml is not None]
    return frozenset(reachable(types, api.by_id)) if types else frozenset()


def dependents(start: Iterable[str], declarations: Mapping[str, Declaration]) -> set[str]:
    """The ids of all declarations that refer to one of `start`, directly or not, including `start`."""
    ids = list(start)
    users: dict[str, list[str]] = {}
    for declaration in declarations.values() if ids else ():
        for id_ in references_in(declaration):
            users.setdefault(id_, []).append(declaration.id)
    return closure(ids, lambda id_: users.get(id_, ()))


def all_fields(
    declaration: ObjectDecl, declarations: Mapping[str, Declaration]
) -> tuple[Field, ...]:
    """All fields of an object, those of its bases first; a field of a subclass overrides its base's."""
    if not declaration.bases:
        return declaration.fields
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
                new = id_of(id_)
                return type_ if new == id_ else Named(new)
            case OneOf(members, Discriminator() as discriminator):
                renamed = _renamed(discriminator, id_of)
                return type_ if renamed == discriminator else OneOf(members, renamed)
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
    """Apply `change` to the types in an API, except for primitives and constants; the same API if nothing changes."""
    declarations = map_items(api.declarations, lambda decl: map_declaration(decl, change))
    operations = map_items(api.operations, lambda o: map_operation(o, change, change))
    webhooks = map_items(api.webhooks, lambda webhook: map_webhook(webhook, change))
    parts_now = (api.declarations, api.operations, api.webhooks)
    if all(map(is_, (declarations, operations, webhooks), parts_now)):
        return api
    return replace(api, declarations=declarations, operations=operations, webhooks=webhooks)
