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


def answer_of(operation: Operation) -> Content | None:
    """The JSON of a successful answer; None where an operation answers with none, or with several."""
    good = [r for r in operation.responses if r.status.is_success and r.contents]
    if not any(r.status.is_success for r in operation.responses):
        good = [r for r in operation.responses if r.status.is_default and r.contents]
    best = {r.contents[0].type: r.contents[0] for r in good}
    if len(best) != 1:
        return None
    (content,) = best.values()
    return content if content.codec is Codec.JSON else None


def bare(type_: Type, declarations: Declarations) -> Type:
    """The type without null, and without the aliases that it goes by."""
    seen: set[str] = set()
    while True:
        match type_:
            case Nullable(item):
                type_ = item
            case Named(id_) if id_ not in seen:
                held = declarations.get(id_)
                if not isinstance(held, AliasDecl):
                    return type_
                seen.add(id_)
                type_ = held.type
            case _:
                return type_


def member(type_: Type, name: str, declarations: Declarations) -> Type | None:
    """The type of a value's member; None where it has none of this name."""
    match bare(type_, declarations):
        case Named(id_):
            held = declarations.get(id_)
            if not isinstance(held, ObjectDecl):
                return None
            fields = {field.wire_name: field.type for field in inherited(held, declarations)}
            return fields.get(name, held.extra)
        case MapOf(value):
            return value
        case Primitive(kind) if kind in FREE:
            return ANY
        case OneOf(members):
            found = {member(each, name, declarations) for each in members} - {None, ANY}
            if len(found) == 1:
                return found.pop()
            return ANY if found or ANY in members else None
        case _:
            return None


def resolved(type_: Type, path: Path, declarations: Declarations) -> tuple[Path, Type] | None:
    """The names that a path stands for, and the type that it leads to; None where it does not.

    A dot stands between two names, unless a member has a dot in its name.
    """
    if not path:
        return (), type_
    words = path[0].split(".")
    for length in range(len(words), 0, -1):
        name = ".".join(words[:length])
        inner = member(type_, name, declarations)
        if inner is None or (inner == ANY and length > 1):
            continue
        rest = (*((".".join(words[length:]),) if words[length:] else ()), *path[1:])
        found = resolved(inner, rest, declarations)
        if found is not None:
            return (name, *found[0]), found[1]
    return None


def item_of(type_: Type, declarations: Declarations) -> Type | None:
    """The type of a list's items; None where it is no list."""
    match bare(type_, declarations):
        case ListOf(item):
            return item
        case Primitive(kind) if kind in FREE:
            return ANY
        case OneOf(members):
            # A list, or what stands for there being none.
            lists = [i for each in members if (i := item_of(each, declarations)) is not None]
            return lists[0] if len(lists) == 1 else None
        case _:
            return None
