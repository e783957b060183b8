"""Ways through the IR: the ids a type refers to, and rebuilding types from their parts."""

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
    """The ids of the declarations that a type names, in order of appearance."""
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
    """The types that a declaration is made of, its bases included."""
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
    """The types of everything an operation sends."""
    for parameter in operation.parameters:
        yield parameter.type
    if operation.body is not None:
        for content in operation.body.contents:
            yield content.type


def answer_types(operation: Operation) -> Iterator[Type]:
    """The types of everything an operation answers."""
    for response in operation.responses:
        for content in response.contents:
            yield from _content_types(content)


def webhook_types(webhook: Webhook) -> Iterator[Type]:
    """The types of what a webhook brings."""
    if webhook.content is not None:
        yield from _content_types(webhook.content)
    if webhook.headers is not None:
        yield webhook.headers


def _content_types(content: Content) -> Iterator[Type]:
    yield content.type
    if content.item is not None:
        yield content.item


def rebuilt(type_: Type, change: Callable[[Type], Type]) -> Type:
    """The same type with `change` made to every type in it, the innermost first."""
    match type_:
        case ListOf(item, unique):
            return change(ListOf(rebuilt(item, change), unique))
        case Nullable(item):
            return change(Nullable(rebuilt(item, change)))
        case MapOf(value):
            return change(MapOf(rebuilt(value, change)))
        case TupleOf(items):
            return change(TupleOf(tuple(rebuilt(item, change) for item in items)))
        case OneOf(members, discriminator):
            inner = tuple(rebuilt(member, change) for member in members)
            return change(OneOf(inner, discriminator))
        case Named() | Primitive() | Constant():
            return change(type_)
        case _:
            assert_never(type_)


def retyped(declaration: Declaration, change: Callable[[Type], Type]) -> Declaration:
    """The same declaration with `change` made to every type in it; bases stay."""
    match declaration:
        case ObjectDecl():
            fields = tuple(replace(f, type=rebuilt(f.type, change)) for f in declaration.fields)
            extra = None if declaration.extra is None else rebuilt(declaration.extra, change)
            return replace(declaration, fields=fields, extra=extra)
        case AliasDecl():
            return replace(declaration, type=rebuilt(declaration.type, change))
        case EnumDecl():
            return declaration
        case _:
            assert_never(declaration)


def retyped_operation(
    operation: Operation, sent: Callable[[Type], Type], answered: Callable[[Type], Type]
) -> Operation:
    """The same operation with `sent` made to what it sends and `answered` to what it answers."""
    body = operation.body
    if body is not None:
        body = replace(body, contents=_contents(body.contents, sent))
    return replace(
        operation,
        parameters=tuple(replace(p, type=rebuilt(p.type, sent)) for p in operation.parameters),
        body=body,
        responses=tuple(
            replace(r, contents=_contents(r.contents, answered)) for r in operation.responses
        ),
    )


def retyped_webhook(webhook: Webhook, change: Callable[[Type], Type]) -> Webhook:
    """The same webhook with `change` made to what it brings."""
    content, headers = webhook.content, webhook.headers
    return replace(
        webhook,
        content=None if content is None else _contents((content,), change)[0],
        headers=None if headers is None else rebuilt(headers, change),
    )


def _contents(contents: tuple[Content, ...], change: Callable[[Type], Type]) -> tuple[Content, ...]:
    return tuple(
        replace(
            content,
            type=rebuilt(content.type, change),
            item=None if content.item is None else rebuilt(content.item, change),
        )
        for content in contents
    )


def reach(start: Iterable[Type], declarations: Mapping[str, Declaration]) -> set[str]:
    """The ids of all declarations that can be reached from these types."""
    found: set[str] = set()
    todo = [id_ for type_ in start for id_ in references(type_)]
    while todo:
        id_ = todo.pop()
        if id_ in found or id_ not in declarations:
            continue
        found.add(id_)
        todo.extend(ref for part in parts(declarations[id_]) for ref in references(part))
    return found


def inherited(
    declaration: ObjectDecl, declarations: Mapping[str, Declaration]
) -> tuple[Field, ...]:
    """All fields of an object, its bases' first, each as the most special class has it."""
    merged: dict[str, Field] = {}
    for base in declaration.bases:
        held = declarations.get(base)
        if isinstance(held, ObjectDecl):
            merged |= {field.wire_name: field for field in inherited(held, declarations)}
    merged |= {field.wire_name: field for field in declaration.fields}
    return tuple(merged.values())


def with_ids(id_of: Callable[[str], str]) -> Callable[[Type], Type]:
    """For `rebuilt`: the same type, what it refers to called as `id_of` says."""

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


def retyped_api(api: Api, change: Callable[[Type], Type]) -> Api:
    """The same API with `change` made to every type in it."""
    return replace(
        api,
        declarations=tuple(retyped(declaration, change) for declaration in api.declarations),
        operations=tuple(retyped_operation(o, change, change) for o in api.operations),
        webhooks=tuple(retyped_webhook(webhook, change) for webhook in api.webhooks),
    )
