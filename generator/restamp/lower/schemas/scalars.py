"""Lower schemas of scalars: `type`, `format`, `enum` and `const`."""

from __future__ import annotations

import re

from restamp.ir.declarations import EnumDecl, EnumMember
from restamp.ir.types import (
    ANY,
    NULL,
    Constant,
    Kind,
    ListOf,
    NameHint,
    OneOf,
    Primitive,
    Type,
    nullable,
)
from restamp.kinds.table import ENCODINGS, FORMATS, ROWS
from restamp.lower.context import Lowering, doc_of, own_hint
from restamp.lower.schemas import keywords
from restamp.spec.tree.extensions import ENUM_NAMES, ENUM_TEXTS
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

BINARY_MEDIA = re.compile(
    r"(image/(?!svg)|audio/|video/|font/|application/(octet-stream|pdf|zip|gzip|x-tar|msword|vnd\.(ms-|openxml)))"
)

_ENCODED = {"contentEncoding", "contentMediaType"}
_PLAIN = frozenset({
    "type", "format", "title", "description", "example", "examples", "deprecated", "minLength",
    "maxLength", "pattern",
})  # fmt: skip
"""Keywords of schemas of which only `type` and `format` determine the type."""
_PRIMITIVES = {kind: Primitive(kind) for kind in Kind}
_SCALARS = {
    "integer": _PRIMITIVES[Kind.INTEGER],
    "number": _PRIMITIVES[Kind.NUMBER],
    "boolean": _PRIMITIVES[Kind.BOOLEAN],
}


def plain(node: Node) -> Primitive | None:
    """The type of a schema with one scalar type and no keyword that changes it; None for other schemas."""
    schema = node.value
    if not isinstance(schema, dict) or not schema.keys() <= _PLAIN:
        return None
    name, format_ = schema.get("type"), schema.get("format", "")
    if name == "string" and isinstance(format_, str):
        return _PRIMITIVES[FORMATS.get(format_, Kind.STRING)]
    return _SCALARS.get(name) if isinstance(name, str) and format_ != "decimal" else None


def scalar(name: str, node: Node) -> Type:
    """The type of a scalar `type` with the node's `format` (JSON Schema Validation, section 7)."""
    format_ = node.text("format") or ""
    match name:
        case "string" if not node.has_any(_ENCODED):
            return Primitive(FORMATS.get(format_, Kind.STRING))
        case "string":
            encoding = (node.text("contentEncoding") or "").strip().lower()
            if encoding in ENCODINGS:
                return Primitive(ENCODINGS[encoding])
            if not encoding and _is_binary(node.text("contentMediaType")):
                return Primitive(Kind.BINARY)
            return Primitive(FORMATS.get(format_, Kind.STRING))
        case "integer":
            return Primitive(Kind.INTEGER)
        case "number":
            return Primitive(Kind.DECIMAL_NUMBER if format_ == "decimal" else Kind.NUMBER)
        case "boolean":
            return Primitive(Kind.BOOLEAN)
        case "null":
            return NULL
        case _:
            return ANY


def untyped(node: Node) -> Type:
    """The type of a schema without a type, which may still have a `format` for strings."""
    kind = FORMATS.get(node.text("format") or "")
    if kind is None or not ROWS[kind].is_unmistakable:
        return ANY
    return OneOf((Primitive(kind), ANY))


def _is_binary(media_type: str | None) -> bool:
    """Whether a media type is binary (JSON Schema Validation, section 8.4)."""
    return BINARY_MEDIA.match((media_type or "").strip().lower()) is not None


def constant(node: Node) -> Type | None:
    """The type of a `const`; None if there is none."""
    if not node.has("const"):
        return None
    match node.raw("const"):
        case None:
            return NULL
        case bool() | int() | str() as value:
            return Constant(value)
        case float():
            return Primitive(Kind.NUMBER)
        case dict():
            return Primitive(Kind.OBJECT)
        case list():
            return ListOf(ANY)


def enumeration(lowering: Lowering, node: Node, hint: NameHint) -> Type | None:
    """The type of an `enum`; None if there is none, or it is empty."""
    listed = node.get("enum")
    if listed is None or not isinstance(listed.value, list) or not listed.value:
        return None
    values = listed.value
    present: list[Json] = [value for value in values if value is not None]
    type_ = _of_values(lowering, node, present, hint)
    # Strictly the enum must list null as well; documents that say `nullable` mean it without.
    has_null = keywords.admits_null(node) or len(present) < len(values)
    return nullable(type_) if has_null else type_


def _of_values(lowering: Lowering, node: Node, values: list[Json], hint: NameHint) -> Type:
    if not values:
        return NULL
    strings = [value for value in values if isinstance(value, str)]
    if len(strings) == len(values):
        return _named_values(lowering, node, strings, hint)
    if all(isinstance(value, bool) for value in values):
        single = len(set(values)) == 1
        return Constant(bool(values[0])) if single else Primitive(Kind.BOOLEAN)
    integers = [v for v in values if isinstance(v, int) and not isinstance(v, bool)]
    if len(integers) == len(values):
        return _named_values(lowering, node, list(integers), hint)
    booleans = [value for value in values if isinstance(value, bool)]
    floats = [value for value in values if isinstance(value, float)]
    if len(strings) + len(integers) + len(booleans) + len(floats) < len(values):
        lowering.widen(
            "enum-mixed",
            "the enum lists values that are not scalars; treated as any value",
            node.at,
        )
        return ANY
    numbers = [Primitive(Kind.NUMBER)] if floats else [Constant(value) for value in integers]
    members = [
        *(Constant(value) for value in strings),
        *([Primitive(Kind.BOOLEAN)] if booleans else []),
        *numbers,
    ]
    return members[0] if len(members) == 1 else OneOf(tuple(members))


def _named_values(
    lowering: Lowering, node: Node, values: list[str] | list[int], hint: NameHint
) -> Type:
    distinct: list[str | int] = list(dict.fromkeys(values))
    if len(distinct) == 1:
        return Constant(distinct[0])
    names = _texts(node, ENUM_NAMES.keys)
    texts = _texts(node, ENUM_TEXTS.keys)
    names += [""] * (len(distinct) - len(names))
    texts += [""] * (len(distinct) - len(texts))
    described = zip(distinct, names, texts, strict=False)
    members = tuple(EnumMember(value, name, text) for value, name, text in described)
    return lowering.declare(EnumDecl(node.at, own_hint(node, hint), members, doc_of(node)))


def _texts(node: Node, keys: tuple[str, ...]) -> list[str]:
    """The texts of the first of these lists that is present; other values than texts and numbers are empty."""
    for key in keys:
        listed = node.get(key)
        if listed is not None and listed.is_list:
            return [_text(item.value) for item in listed.elements()]
    return []


def _text(value: Json) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def described_constants(
    lowering: Lowering, node: Node, members: list[Node], hint: NameHint
) -> Type | None:
    """The type of an enumeration written as `oneOf` of `const` schemas; None if it is not one."""
    enum_members: list[EnumMember] = []
    for member in members:
        const = member.get("const")
        if const is None or isinstance(const.value, bool) or not isinstance(const.value, str | int):
            return None
        text = (member.text("description") or "").strip()
        enum_members.append(EnumMember(const.value, (member.text("title") or "").strip(), text))
    kinds = {type(member.value) for member in enum_members}
    if len(enum_members) < 2 or len(kinds) != 1:
        return None
    return lowering.declare(
        EnumDecl(node.at, own_hint(node, hint), tuple(enum_members), doc_of(node))
    )
