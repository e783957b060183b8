"""Ways into values by the names of their members."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.ir.declarations import AliasDecl, Declaration, ObjectDecl
from restamp.ir.operations import Codec, Content, Operation
from restamp.ir.pagination import Path
from restamp.ir.types import ANY, Kind, ListOf, MapOf, Named, Nullable, OneOf, Primitive, Type
from restamp.ir.walk import inherited

Declarations = Mapping[str, Declaration]
FREE = (Kind.ANY, Kind.OBJECT)
LONGEST = 20
"""Names in a path."""


def answer_of(operation: Operation) -> Content | None:
    """The JSON of a successful answer; None where there is none, or several, or a stream beside it."""
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


def bare(type_: Type, declarations: Declarations) -> Type:
    """The type without null and aliases; a union as it is."""
    found = variants(type_, declarations)
    return found[0] if len(found) == 1 else type_


def variants(type_: Type, declarations: Declarations) -> list[Type]:
    """The types that a value may have: unions, aliases and null seen through."""
    found: list[Type] = []
    seen: set[str] = set()
    todo = [type_]
    while todo:
        match todo.pop():
            case Nullable(item):
                todo.append(item)
            case OneOf(members):
                todo.extend(reversed(members))
            case Named(id_) as named:
                held = declarations.get(id_)
                if not isinstance(held, AliasDecl):
                    found.append(named)
                elif id_ not in seen:
                    seen.add(id_)
                    todo.append(held.type)
            case other:
                found.append(other)
    return found


def member(type_: Type, name: str, declarations: Declarations) -> Type | None:
    """The type of a value's member; None where it has none of this name."""
    among = variants(type_, declarations)
    found = {_own_member(each, name, declarations) for each in among} - {None}
    if ANY in found and len(found) > 1:
        found.discard(ANY)
    return found.pop() if len(found) == 1 else ANY if found else None


def _own_member(type_: Type, name: str, declarations: Declarations) -> Type | None:
    match type_:
        case Named(id_) if isinstance(held := declarations.get(id_), ObjectDecl):
            fields = {field.wire_name: field.type for field in inherited(held, declarations)}
            return fields.get(name, held.extra)
        case MapOf(value):
            return value
        case Primitive(kind) if kind in FREE:
            return ANY
        case _:
            return None


def resolved(type_: Type, path: Path, declarations: Declarations) -> tuple[Path, Type] | None:
    """The names that a path stands for, and the type that it leads to; None where it does not.

    A dot stands between two names, unless an object has a field with a dot in its name.
    """
    if not path:
        return (), type_
    words = path[0].split(".")
    if len(words) + len(path) > LONGEST:
        return None
    for length in range(len(words), 0, -1):
        name = ".".join(words[:length])
        if length > 1 and not _declares(type_, name, declarations):
            continue
        inner = member(type_, name, declarations)
        if inner is None:
            continue
        rest = (*((".".join(words[length:]),) if words[length:] else ()), *path[1:])
        found = resolved(inner, rest, declarations)
        if found is not None:
            return (name, *found[0]), found[1]
    return None


def _declares(type_: Type, name: str, declarations: Declarations) -> bool:
    """Whether an object has a field of this name, and not just room for it."""
    held = [declarations.get(t.id) for t in variants(type_, declarations) if isinstance(t, Named)]
    return any(
        field.wire_name == name
        for each in held
        if isinstance(each, ObjectDecl)
        for field in inherited(each, declarations)
    )


def item_of(type_: Type, declarations: Declarations) -> Type | None:
    """The type of a list's items; None where it is no list."""
    among = variants(type_, declarations)
    lists = [each.item for each in among if isinstance(each, ListOf)]
    if not lists:
        is_free = any(isinstance(each, Primitive) and each.kind in FREE for each in among)
        return ANY if is_free else None
    # A union of a list and others: those stand for there being no list.
    return lists[0] if len(lists) == 1 else ANY
