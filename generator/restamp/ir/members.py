"""Look up the types of members inside values, by name or path."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.ir.declarations import Access, AliasDecl, Declaration, Field, ObjectDecl
from restamp.ir.operations import Codec, Content, Operation
from restamp.ir.pagination import Path
from restamp.ir.types import ANY, Kind, ListOf, MapOf, Named, Nullable, OneOf, Primitive, Type
from restamp.ir.walk import all_fields

Declarations = Mapping[str, Declaration]
UNTYPED = (Kind.ANY, Kind.OBJECT)
MAX_PATH_LENGTH = 20
"""Maximum number of names in a path."""


def json_response(operation: Operation) -> Content | None:
    """The JSON content of the successful response; None if there is none, several, or also a stream."""
    if any(content.codec.is_stream for r in operation.responses for content in r.contents):
        return None
    good = [r for r in operation.responses if r.status.is_success and r.contents]
    if not any(r.status.is_success for r in operation.responses):
        good = [r for r in operation.responses if r.status.is_default and r.contents]
    best = {r.contents[0].type: r.contents[0] for r in good}
    if len(best) != 1:
        return None
    (content,) = best.values()
    return content if content.codec is Codec.JSON else None


def sent_fields(decl: ObjectDecl, declarations: Declarations) -> tuple[Field, ...]:
    """The fields that a request may contain, including inherited ones: all but the read-only ones."""
    fields = all_fields(decl, declarations)
    return tuple(field for field in fields if field.access is not Access.READ_ONLY)


def unwrap(type_: Type, declarations: Declarations) -> Type:
    """Strip null and aliases from a type; a union is returned unchanged."""
    if isinstance(type_, Primitive):
        return type_
    types = variants(type_, declarations)
    return types[0] if len(types) == 1 else type_


def variants(type_: Type, declarations: Declarations) -> list[Type]:
    """List the types that a value can have, expanding unions and aliases and dropping null."""
    types: list[Type] = []
    visited: set[str] = set()
    pending = [type_]
    while pending:
        match pending.pop():
            case Nullable(item):
                pending.append(item)
            case OneOf(members):
                pending.extend(reversed(members))
            case Named(id_) as named:
                declaration = declarations.get(id_)
                if not isinstance(declaration, AliasDecl):
                    types.append(named)
                elif id_ not in visited:
                    visited.add(id_)
                    pending.append(declaration.type)
            case other:
                types.append(other)
    return types


def takes_null(type_: Type, declarations: Declarations) -> bool:
    """Whether null is a value of a type."""
    visited: set[str] = set()
    pending = [type_]
    while pending:
        match pending.pop():
            case Nullable() | Primitive(Kind.ANY | Kind.NULL):
                return True
            case OneOf(members):
                pending.extend(members)
            case Named(id_) if id_ not in visited:
                visited.add(id_)
                declaration = declarations[id_]
                if isinstance(declaration, AliasDecl):
                    pending.append(declaration.type)
            case _:
                pass
    return False


def resolve_alias(type_: Type, declarations: Declarations) -> Type:
    """Follow aliases to a type that is not an alias; a circular alias is returned unchanged."""
    visited: set[str] = set()
    current = type_
    while isinstance(current, Named):
        declaration = declarations.get(current.id)
        if not isinstance(declaration, AliasDecl):
            return current
        if current.id in visited:
            return type_
        visited.add(current.id)
        current = declaration.type
    return current


def member(type_: Type, name: str, declarations: Declarations) -> Type | None:
    """The type of a value's member of this name; None if there is none."""
    members = variants(type_, declarations)
    types = {_own_member(each, name, declarations) for each in members} - {None}
    if ANY in types and len(types) > 1:
        types.discard(ANY)
    return types.pop() if len(types) == 1 else ANY if types else None


def _own_member(type_: Type, name: str, declarations: Declarations) -> Type | None:
    match type_:
        case Named(id_) if isinstance(declaration := declarations.get(id_), ObjectDecl):
            fields = {
                field.wire_name: field.type for field in all_fields(declaration, declarations)
            }
            return fields.get(name, declaration.extra)
        case MapOf(value):
            return value
        case Primitive(kind) if kind in UNTYPED:
            return ANY
        case _:
            return None


def resolved(type_: Type, path: Path, declarations: Declarations) -> tuple[Path, Type] | None:
    """Resolve a path to member names and a type; None if it does not resolve.

    A dot separates two names, unless an object has a field with a dot in its name.
    """
    if not path:
        return (), type_
    words = path[0].split(".")
    if len(words) + len(path) > MAX_PATH_LENGTH:
        return None
    for length in range(len(words), 0, -1):
        name = ".".join(words[:length])
        if length > 1 and not _declares(type_, name, declarations):
            continue
        inner = member(type_, name, declarations)
        if inner is None:
            continue
        rest = (*((".".join(words[length:]),) if words[length:] else ()), *path[1:])
        resolution = resolved(inner, rest, declarations)
        if resolution is not None:
            return (name, *resolution[0]), resolution[1]
    return None


def _declares(type_: Type, name: str, declarations: Declarations) -> bool:
    """Whether an object declares a field of this name, and does not only admit it."""
    candidates = [
        declarations.get(t.id) for t in variants(type_, declarations) if isinstance(t, Named)
    ]
    return any(
        field.wire_name == name
        for declaration in candidates
        if isinstance(declaration, ObjectDecl)
        for field in all_fields(declaration, declarations)
    )


def item_of(type_: Type, declarations: Declarations) -> Type | None:
    """The item type of a list; None if the type is not a list."""
    members = variants(type_, declarations)
    lists = [each.item for each in members if isinstance(each, ListOf)]
    if not lists:
        is_free = any(isinstance(each, Primitive) and each.kind in UNTYPED for each in members)
        return ANY if is_free else None
    # In a union of a list and other types, the others mean that there is no list.
    return lists[0] if len(lists) == 1 else ANY
