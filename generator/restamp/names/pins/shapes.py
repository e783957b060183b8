"""The shape of a declaration: its structure without name, location and documentation."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from operator import itemgetter
from typing import assert_never
from urllib.parse import quote

from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, Field, ObjectDecl
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
from restamp.records import dataclass

OTHER = "*"
"""Replaces references to other schemas, which may have been renamed themselves."""
MAX_TRAITS = 16
MAX_LABEL_LENGTH = 60
"""Maximum length of a label."""
ANY = "*"
"""A label if the rest of the key is sufficient."""
TITLE = "title:"
"""Prefix of a title in a label."""
_INDEX = re.compile(r"/\d+(?=[/?]|\Z)")


def shape_of(
    declaration: Declaration,
    declarations: Mapping[str, Declaration],
    *,
    exact: bool = False,
    former_ids: Mapping[str, str] | None = None,
) -> str:
    """A short digest of the shape, which does not change when a schema is renamed.

    Nested declarations are part of the shape. Other schemas count as equal, except in the `exact` shape, which
    contains their ids, or their `former_ids` if they have any.
    """

    text = json.dumps(_Shapes(declarations, exact, former_ids or {}).of(declaration, ()))
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Builds shapes as JSON."""

    declarations: Mapping[str, Declaration]
    exact: bool
    former_ids: Mapping[str, str]

    def of(self, declaration: Declaration, above: tuple[str, ...]) -> object:
        """The shape of a declaration; `above` are the ids of the enclosing ones."""
        above = (*above, declaration.id)
        match declaration:
            case EnumDecl(members=members):
                return ["enum", *(member.value for member in members)]
            case AliasDecl(type=type_):
                return ["alias", self._type(type_, above)]
            case ObjectDecl(fields=fields, bases=bases, extra=extra):
                parts = [
                    (
                        (f.wire_name, f.required, f.type.kind)  # as most are
                        if isinstance(f.type, Primitive)
                        else (f.wire_name, f.required, self._type(f.type, above))
                    )
                    for f in fields
                ]
                return [
                    "object",
                    [self._other(base) for base in bases] if self.exact else len(bases),
                    None if extra is None else self._type(extra, above),
                    *sorted(parts, key=itemgetter(0)),
                ]
            case _:
                assert_never(declaration)

    def _type(self, type_: Type, above: tuple[str, ...]) -> object:
        match type_:
            case Primitive(kind):
                return kind
            case Constant(value):
                return {"constant": value}
            case ListOf(item, unique):
                return ["list", unique, self._type(item, above)]
            case TupleOf(items):
                return ["tuple", *(self._type(item, above) for item in items)]
            case MapOf(value):
                return ["map", self._type(value, above)]
            case Nullable(item):
                return ["null", self._type(item, above)]
            case OneOf(members):
                return ["one", *(self._type(member, above) for member in members)]
            case Named(id_):
                if id_ in above:
                    return len(above) - above.index(id_)
                if id_.startswith(above[0] + "/"):
                    return self.of(self.declarations[id_], above)
                return self._other(id_)
            case _:
                assert_never(type_)

    def _other(self, id_: str) -> str:
        return _INDEX.sub("/", self.former_ids.get(id_, id_)) if self.exact else OTHER


def traits_of(declaration: Declaration) -> tuple[str, ...]:
    """The traits of a declaration that partly survive changes: the names of its fields, or its values."""
    match declaration:
        case ObjectDecl(fields=fields):
            names = sorted(field.wire_name for field in fields)
        case EnumDecl(members=members):
            names = sorted(str(member.value) for member in members)
        case AliasDecl():
            names = []
    return tuple(_quoted(name) for name in names[:MAX_TRAITS])


def label_of(declaration: Declaration) -> str:
    """The label of a union member in a lock, which replaces its number.

    In this order: its discriminating constants, such as `type=ram`; its title; its required fields, or else all
    fields; its values.
    """
    if isinstance(declaration, ObjectDecl) and (constants := _constants(declaration.fields)):
        return _cut([f"{_quoted(name)}={_quoted(value)}" for name, value in constants])
    if declaration.hint.pinned or declaration.hint.least == 0:
        return _cut([TITLE + _quoted(declaration.hint.pinned or declaration.hint.words)])
    match declaration:
        case ObjectDecl(fields=fields):
            names = [f.wire_name for f in fields if f.required] or [f.wire_name for f in fields]
            return _cut(sorted(map(_quoted, names))) or "object"
        case EnumDecl(members=members):
            return _cut([_quoted(str(member.value)) for member in members])
        case AliasDecl():
            return "type"


def _constants(fields: tuple[Field, ...]) -> list[tuple[str, str]]:
    """Name and value of the constant fields; optional ones only if no required field is constant."""
    constants: list[tuple[bool, str, str]] = []
    for field in fields:
        type_ = field.type.item if isinstance(field.type, Nullable) else field.type
        if isinstance(type_, Constant):
            constants.append((field.required, field.wire_name, json.dumps(type_.value).strip('"')))
    required = any(is_required for is_required, _, _ in constants)
    return sorted(
        (name, value) for is_required, name, value in constants if is_required is required
    )


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace").replace("~", "%7E")


def _cut(parts: list[str]) -> str:
    """Join the first parts up to the maximum length, at least one."""
    text = ",".join(parts)
    while len(text) > MAX_LABEL_LENGTH and len(parts) > 1:
        parts = parts[:-1]
        text = ",".join(parts)
    return text
