"""Which declarations callers may also pass as dicts: those in requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from restamp.ir.api import Api
from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.members import sent_fields
from restamp.ir.types import Type
from restamp.ir.walk import closure, references, request_types

Declarations = Mapping[str, Declaration]


def ids_with_dict_types(api: Api) -> tuple[str, ...]:
    """The sorted ids of the declarations that get a dict type.

    These are the objects with fields in requests, and the aliases that lead to one. Recursive aliases
    are included as well, since they cannot be expanded where they are used.
    """
    declarations = api.by_id
    return tuple(id_ for id_ in sorted(_sent(api, declarations)) if _needs_dict(id_, declarations))


def _sent(api: Api, declarations: Declarations) -> set[str]:
    """The ids reachable from requests; bases of objects only contribute their fields."""
    start = (id_ for o in api.operations for t in request_types(o) for id_ in references(t))
    return closure(
        start,
        lambda id_: (
            ref for part in _parts(declarations[id_], declarations) for ref in references(part)
        ),
    )


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
        # TypedDicts cannot have an empty key (pyright); any mapping is accepted instead.
        fields = sent_fields(decl, declarations)
        return bool(fields) and all(field.wire_name for field in fields)
    visited: set[str] = set()
    pending = list(references(decl.type)) if isinstance(decl, AliasDecl) else []
    while pending:
        ref = pending.pop()
        declaration = declarations[ref]
        if ref == id_ or isinstance(declaration, ObjectDecl):
            return True
        if ref not in visited and isinstance(declaration, AliasDecl):
            visited.add(ref)
            pending.extend(references(declaration.type))
    return False
