"""Lower `oneOf` and `anyOf`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from restamp.ir.declarations import AliasDecl, EnumDecl
from restamp.ir.types import (
    ANY,
    NULL,
    Discriminator,
    Kind,
    ListOf,
    Named,
    NameHint,
    Nullable,
    OneOf,
    Primitive,
    Type,
    nullable,
)
from restamp.lower.context import Lowering, own_hint, pinned_of, referred_words
from restamp.lower.schemas import keywords, scalars
from restamp.lower.schemas.narrowing import intersection, resolved_alias
from restamp.lower.schemas.subtypes import subtypes_of
from restamp.pointers import join_pointer
from restamp.spec.tree.extensions import DISCRIMINATOR_VALUE
from restamp.spec.tree.node import Node

_PARTS = frozenset({"properties", "allOf", "$ref"})
OPEN_STRINGS = (Primitive(Kind.STRING),)
OF_TYPES = {
    "array": ("items", "prefixItems", "uniqueItems"),
    "string": ("format", "contentEncoding", "contentMediaType", "contentSchema"),
}
"""Keywords that refine a type, by the type they apply to."""


def lower_union(lowering: Lowering, node: Node, key: str, hint: NameHint) -> Type:
    """The type of a `oneOf` or `anyOf`, with its sibling keywords."""
    type_ = _lower_union(lowering, node, key, hint)
    # Strictly, a member must allow null as well; documents that say `nullable` mean it without.
    return nullable(type_) if keywords.admits_null(node) else type_


def _lower_union(lowering: Lowering, node: Node, key: str, hint: NameHint) -> Type:
    members = list(node[key].elements())
    listed = scalars.described_constants(lowering, node, members, hint)
    if listed is not None:
        return listed
    only = _only_shape(members)
    if only is not None:
        return _collapsed(lowering, node, key, only, hint)
    own = own_hint(node, hint)
    hints = member_hints(own, members)
    types = [
        _member(lowering, node, member, inner) for member, inner in zip(members, hints, strict=True)
    ]
    return _discriminated(lowering, node, union_of(types))


def _member(lowering: Lowering, node: Node, member: Node, hint: NameHint) -> Type:
    """The type of one member, refined by the siblings of the union that apply to its type."""
    if member.ref is None:
        return lowering.type_of(_completed(node, member), hint)
    type_ = lowering.type_of(member, hint)
    has_items = node.get("items") is not None or node.get("prefixItems") is not None
    if not has_items or not isinstance(resolved_alias(lowering, type_), ListOf):
        return type_
    beside = {key: value.value for key, value in node.items() if key in OF_TYPES["array"]}
    items = lowering.type_of(Node({"type": "array", **beside}, node.at), hint)
    return intersection(lowering, type_, items) or type_


def _completed(node: Node, member: Node) -> Node:
    """Add siblings of the union to a member that lacks them, if they apply to its types."""
    if not isinstance(member.value, dict) or "$ref" in member.value:
        return member
    keywords_ = dict(member.value)
    type_keyword = node.get("type")
    if type_keyword is not None and not keywords.union_or_all(member):
        keywords_ = {"type": type_keyword.value, **keywords_}
    types = keywords.types_of(Node(keywords_, member.at).get("type"))
    for type_, words in OF_TYPES.items():
        if type_ in types and not any(word in keywords_ for word in words):
            keywords_ |= {key: value.value for key, value in node.items() if key in words}
    return Node(keywords_, member.at)


def _only_shape(members: Sequence[Node]) -> Node | None:
    """The only inline object or enum of the union, if all other members are null (or, next to an enum, plain
    strings)."""
    others = [m for m in members if not keywords.is_null(m)]
    shaped = [m for m in others if m.ref is None and (m.get("properties") or m.get("enum"))]
    if len(shaped) != 1 or any(keywords.union_or_all(m) for m in shaped):
        return None
    plain = [member for member in others if member is not shaped[0]]
    is_enum = shaped[0].get("enum") is not None
    if any(not (is_enum and member.value == {"type": "string"}) for member in plain):
        return None
    return shaped[0]


def _collapsed(lowering: Lowering, node: Node, key: str, only: Node, hint: NameHint) -> Type:
    """The type of a union with only one relevant member, which takes the union's name."""
    around = {k: v.value for k, v in node.items() if k not in (key, "discriminator")}
    schema = only.value if isinstance(only.value, dict) else {}
    type_ = lowering.type_of(Node({**schema, **around}, node.at), hint)
    has_null = any(keywords.is_null(member) for member in node[key].elements())
    return nullable(type_) if has_null else type_


def member_hints(hint: NameHint, members: Sequence[Node]) -> list[NameHint]:
    """Hints for inline members: words that distinguish each from the others, or its number as a last resort.

    Titles take precedence later. The words are the target of a reference, a constant, or a property that
    only this member requires or has.
    """
    have_parts = [*map(_has_parts, members)]
    objects = sum(have_parts)
    if objects < 2 and hint.least:
        return [hint] * len(members)
    words = [_member_words(member) for member in members]
    counted = Counter(
        word
        for has_parts, candidates in zip(have_parts, words, strict=True)
        if has_parts
        for word in set(candidates)
    )
    chosen = [
        next((w for w in candidates if counted[w] <= (1 if has_parts else 0)), "")
        for has_parts, candidates in zip(have_parts, words, strict=True)
    ]
    unnamed = sum(p and not w for p, w in zip(have_parts, chosen, strict=True))
    # The only member without an own property has what all have.
    is_plain = unnamed == 1 and objects > 1
    fallbacks = (
        "object" if objects < 2 else "plain" if is_plain and has_parts else f"variant {n}"
        for n, has_parts in enumerate(have_parts, 1)
    )
    return [hint.child(word or other) for word, other in zip(chosen, fallbacks, strict=True)]


def _has_parts(member: Node) -> bool:
    return member.has_any(_PARTS)


def _member_words(member: Node) -> list[str]:
    """Words that could name a member, best first."""
    referred = _referred(member)
    return [referred, *_tag_words(member)] if referred else _tag_words(member)


def _referred(member: Node) -> str:
    """The name of the first schema that a member refers to."""
    references = [member.ref]
    listed = member.get("allOf")
    if listed is not None:
        references += [part.ref for part in listed.elements()]
    named = [reference for reference in references if reference]
    return referred_words(named[0]) if named else ""


def _tag_words(member: Node) -> list[str]:
    """Words from the properties of a member: constants, then names, required ones first, then their types."""
    properties = member.get("properties")
    constants: list[str] = []
    names: list[str] = []
    for name, property_ in properties.items() if properties is not None else ():
        names.append(name)
        const, listed = property_.get("const"), property_.get("enum")
        values = [] if listed is None else [item.value for item in listed.elements()]
        values = values if const is None else [const.value]
        constants += [value for value in values[:1] if isinstance(value, str) and value]
    required = keywords.required_names(member)
    names.sort(key=lambda name: name not in required)
    typed = (f"with {type_} {name}" for name in names if (type_ := _type_word(properties, name)))
    return [*constants, *(f"with {name}" for name in names), *typed]


def _type_word(properties: Node | None, name: str) -> str:
    """The type of a property, or of its items; empty if it has several or none."""
    property_ = None if properties is None else properties.get(name)
    while property_ is not None and property_.text("type") == "array":
        property_ = property_.get("items")
    return (property_.text("type") or "") if property_ is not None else ""


def union_of(types: Sequence[Type]) -> Type:
    """The union of types: flat, without duplicates, null outermost; any absorbs unnamed types."""
    flat: list[Type] = []
    has_null = False
    discriminator = None
    for type_ in types:
        if isinstance(type_, Nullable):
            has_null, type_ = True, type_.item
        if type_ == NULL:
            has_null = True
        elif isinstance(type_, OneOf):
            if len(types) == 1 or (len(types) == 2 and NULL in types):
                discriminator = type_.discriminator
            flat.extend(type_.members)
        else:
            flat.append(type_)
    flat = list(dict.fromkeys(flat))
    if ANY in flat:
        # Next to any, only named types still inform readers.
        named = [member for member in flat if isinstance(member, Named)]
        return OneOf((*named, ANY)) if named else ANY
    if not flat:
        return NULL
    type_ = flat[0] if len(flat) == 1 else OneOf(tuple(flat), discriminator)
    return nullable(type_) if has_null else type_


def _discriminated(lowering: Lowering, node: Node, type_: Type) -> Type:
    inner = type_.item if isinstance(type_, Nullable) else type_
    discriminator = node.get("discriminator")
    has_tag = discriminator is not None and bool(discriminator.text("propertyName"))
    if isinstance(inner, Named) and has_tag:
        # So far the only variant; it may lack the property, which the union then adds.
        inner = OneOf((inner,))
    if not isinstance(inner, OneOf):
        return type_
    union = _collapse_open_enum(lowering, inner)
    if discriminator is None and isinstance(union, OneOf):
        discriminator = _inherited(lowering, union)
        has_tag = discriminator is not None
    if isinstance(union, OneOf) and discriminator is not None and has_tag:
        union = OneOf(union.members, discriminator_of(lowering, discriminator))
    return nullable(union) if isinstance(type_, Nullable) else union


def _inherited(lowering: Lowering, union: OneOf) -> Node | None:
    """The discriminator of a schema that all members of a union extend by `allOf`."""
    ids = {member.id for member in union.members if isinstance(member, Named)}
    if len(ids) < 2 or len(ids) < len(union.members):
        return None
    for parent, children in sorted(lowering.children.items()):
        node = lowering.nodes.get(parent)
        discriminator = None if node is None else node.get("discriminator")
        if (
            discriminator is not None
            and discriminator.text("propertyName")
            and ids <= set(children)
        ):
            return discriminator
    return None


def _collapse_open_enum(lowering: Lowering, union: OneOf) -> Type:
    """An enum combined with a plain string is an open enum, which every generated enum already is."""
    others = [member for member in union.members if member not in OPEN_STRINGS]
    if len(others) == 1 and len(union.members) == 2 and isinstance(others[0], Named):
        declaration = lowering.declarations.get(others[0].id)
        if isinstance(declaration, EnumDecl) and not declaration.is_integer:
            return others[0]
    return union


def discriminator_of(lowering: Lowering, node: Node) -> Discriminator:
    """Lower a Discriminator Object as declared; a later pass completes its mapping."""
    default = node.text("defaultMapping")
    return Discriminator(
        node.text("propertyName") or "",
        tuple(sorted(_mapping(lowering, node).items())),
        None if default is None else _target(lowering, node, default),
    )


def variants(lowering: Lowering, target: Node) -> Type | None:
    """The type of references to a schema with a discriminator that others extend by `allOf`.

    It is the union of these schemas and the parent itself, declared once (OpenAPI 3.1,
    section 4.8.25). None if `target` is not such a parent.
    """
    discriminator_node = target.get("discriminator")
    children = subtypes_of(lowering, target)
    if (
        discriminator_node is None
        or not children
        or keywords.union_key(target)
        or not discriminator_node.text("propertyName")
    ):
        return None
    id_ = join_pointer(target.at, "discriminator")
    if id_ not in lowering.declarations:
        discriminator = discriminator_of(lowering, discriminator_node)
        by_id = {member: value for value, member in discriminator.mapping}
        by_id |= {child: _tag(lowering, child) for child in children if child not in by_id}
        members = tuple(Named(child) for child in sorted(by_id) if child != target.at)
        mapping = {value: member for member, value in by_id.items()} | dict(discriminator.mapping)
        hint = NameHint(f"any {_name(lowering, target.at)}")
        union = OneOf(
            (*members, Named(target.at)),
            Discriminator(discriminator.wire_name, tuple(sorted(mapping.items())), target.at),
        )
        lowering.declare(AliasDecl(id_, hint, union))
        for child in children:
            if child in lowering.neighbours:
                lowering.declared(lowering.neighbours[child])
    return Named(id_)


def _tag(lowering: Lowering, id_: str) -> str:
    """The value of the discriminator for a subtype: its own, or else its name."""
    file, _, pointer = id_.partition("#")
    node = lowering.document.seek(f"#{quote(pointer)}", f"{file}#")
    own = None if node is None else pinned_of(node, DISCRIMINATOR_VALUE.keys)
    return own or _name(lowering, id_)


def _mapping(lowering: Lowering, discriminator: Node) -> dict[str, str]:
    mapping = discriminator.get("mapping")
    ids: dict[str, str] = {}
    for value, target in mapping.items() if mapping is not None else ():
        if isinstance(target.value, str):
            id_ = _target(lowering, discriminator, target.value)
            if id_ is not None:
                ids[value] = id_
    return ids


def _target(lowering: Lowering, discriminator: Node, text: str) -> str | None:
    """The id of the schema that a mapping names, by component name or reference."""
    components = lowering.document.root.get("components")
    listed = None if components is None else components.get("schemas")
    named = None if listed is None else listed.get(text)
    if named is not None:
        target = lowering.document.resolve(named)
        is_entry = target is not None and lowering.entries.get(target.at) == named.at
        return target.at if target is not None and is_entry else named.at
    node = lowering.document.resolve(Node({"$ref": text}, discriminator.at))
    return None if node is None else node.at


def _name(lowering: Lowering, id_: str) -> str:
    return referred_words(lowering.canonical_pointer(id_))
