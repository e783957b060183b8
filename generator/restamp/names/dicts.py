"""Which declarations a caller may also give as a dict: what requests hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from restamp.ir.api import Api
from restamp.ir.declarations import Access, AliasDecl, Declaration, EnumDecl, Field, ObjectDecl
from restamp.ir.types import Type
from restamp.ir.walk import all_fields, references, request_types

Declarations = Mapping[str, Declaration]


def sent_fields(decl: ObjectDecl, declarations: Declarations) -> tuple[Field, ...]:
    """The fields that a request may hold: all but the read-only ones, inherited ones included."""
    fields = all_fields(decl, declarations)
    return tuple(field for field in fields if field.access is not Access.READ_ONLY)


def needing_dicts(api: Api) -> tuple[str, ...]:
    """The ids of what gets a dict type, sorted.

    These are the objects with fields that requests reach, and the aliases on the way to one; so are
    aliases that refer to themselves, since they cannot be written out where they are used.
    """
    declarations = api.by_id
    return tuple(id_ for id_ in sorted(_sent(api, declarations)) if _needs_dict(id_, declarations))


def _sent(api: Api, declarations: Declarations) -> set[str]:
    """The ids that requests reach; an object's bases count by their fields only."""
    found: set[str] = set()
    todo = [ref for o in api.operations for type_ in request_types(o) for ref in references(type_)]
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            found.add(id_)
            todo += (
                r for part in _parts(declarations[id_], declarations) for r in references(part)
            )
    return found


def _parts(decl: Declaration, declarations: Declarations) -> Iterator[Type]:
    match decl:
        case ObjectDecl():
            yield from (field.type for field in sent_fields(decl, declarations))
        case AliasDecl():
            yield decl.type
        case EnumDecl():
            pass


def _needs_dict(id_: str, declarations: Declarations) -> bool:
    decl = declarations[id_]
    if isinstance(decl, ObjectDecl):
        # A key that is empty can be in no TypedDict (pyright); any mapping is taken instead.
        fields = sent_fields(decl, declarations)
        return bool(fields) and all(field.wire_name for field in fields)
    seen: set[str] = set()
    todo = list(references(decl.type)) if isinstance(decl, AliasDecl) else []
    while todo:
        ref = todo.pop()
        held = declarations[ref]
        if ref == id_ or isinstance(held, ObjectDecl):
            return True
        if ref not in seen and isinstance(held, AliasDecl):
            seen.add(ref)
            todo.extend(references(held.type))
    return False
