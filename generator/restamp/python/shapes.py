"""The shape of a declaration: what it is without its name, its place and its prose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import assert_never

from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import (
    Constant,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
)

OTHER = "*"
"""What stands for another schema: it may have been renamed itself."""


def shape_of(declaration: Declaration, declarations: Mapping[str, Declaration]) -> str:
    """A short digest of the shape, the same for a schema that was only called something else.

    What is declared within it belongs to it.
    """

    def of_type(type_: Type, above: tuple[str, ...]) -> object:
        match type_:
            case Primitive(kind):
                return str(kind)
            case Constant(value):
                return {"constant": value}
            case ListOf(item, unique):
                return ["list", unique, of_type(item, above)]
            case TupleOf(items):
                return ["tuple", *(of_type(item, above) for item in items)]
            case MapOf(value):
                return ["map", of_type(value, above)]
            case Nullable(item):
                return ["null", of_type(item, above)]
            case OneOf(members):
                return ["one", *(of_type(member, above) for member in members)]
            case Named(id_):
                if id_ in above:
                    return len(above) - above.index(id_)
                return of(declarations[id_], above) if id_.startswith(above[0] + "/") else OTHER
            case _:
                assert_never(type_)

    def of(inner: Declaration, above: tuple[str, ...]) -> object:
        above = (*above, inner.id)
        match inner:
            case EnumDecl():
                return ["enum", *(member.value for member in inner.members)]
            case AliasDecl():
                return ["alias", of_type(inner.type, above)]
            case ObjectDecl():
                fields = [(f.wire_name, f.required, of_type(f.type, above)) for f in inner.fields]
                extra = None if inner.extra is None else of_type(inner.extra, above)
                return ["object", len(inner.bases), extra, *sorted(fields, key=lambda f: f[0])]
            case _:
                assert_never(inner)

    text = json.dumps(of(declaration, ()))
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()
