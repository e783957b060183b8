"""`oneOf` and `anyOf`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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
from restamp.lower.context import Lowering, hinted, referred_words
from restamp.lower.schemas import keywords, scalars
from restamp.lower.schemas.narrowing import meant, narrower
from restamp.pointers import below
from restamp.spec.tree.node import Node

OPEN_STRINGS = (Primitive(Kind.STRING),)
OF_TYPES = {
    "array": ("items", "prefixItems", "uniqueItems"),
    "string": ("format", "contentEncoding", "contentMediaType", "contentSchema"),
}
"""Keywords that say of what type a value is, by the type of value that they speak of."""


def lower_union(lowering: Lowering, node: Node, key: str, hint: NameHint) -> Type:
    """The type of a `oneOf` or `anyOf`, with what stands beside it in the same schema."""
    type_ = _lower_union(lowering, node, key, hint)
    # By the letter, a member has to allow null, too; whoever writes that it may be null means it.
    return nullable(type_) if keywords.admits_null(node) else type_


def _lower_union(lowering: Lowering, node: Node, key: str, hint: NameHint) -> Type:
    members = list(node[key].elements())
    listed = scalars.described_constants(lowering, node, members, hint)
    if listed is not None:
        return listed
    only = _only_shape(members)
    if only is not None:
        return _as_whole(lowering, node, key, only, hint)
    own = hinted(node, hint)
    hints = member_hints(own, members)
    types = [
        _member(lowering, node, member, inner) for member, inner in zip(members, hints, strict=True)
    ]
    return _discriminated(lowering, node, joined(types))


def _member(lowering: Lowering, node: Node, member: Node, hint: NameHint) -> Type:
    """The type of one member, and of what stands beside the union for its type of value."""
    if member.ref is None:
        return lowering.type_of(_completed(node, member), hint)
    type_ = lowering.type_of(member, hint)
    has_items = node.get("items") is not None or node.get("prefixItems") is not None
    if not has_items or not isinstance(meant(lowering, type_), ListOf):
        return type_
    beside = {key: value.value for key, value in node.items() if key in OF_TYPES["array"]}
    items = lowering.type_of(Node({"type": "array", **beside}, node.at), hint)
    return narrower(lowering, type_, items) or type_


def _completed(node: Node, member: Node) -> Node:
    """A member with those keywords beside the union that it leaves open, for its types of value."""
    if not isinstance(member.value, dict) or "$ref" in member.value:
        return member
    held = dict(member.value)
    given = node.get("type")
    if given is not None and not keywords.union_or_all(member):
        held = {"type": given.value, **held}
    types = keywords.types_of(Node(held, member.at).get("type"))
    for type_, words in OF_TYPES.items():
        if type_ in types and not any(word in held for word in words):
            held |= {key: value.value for key, value in node.items() if key in words}
    return Node(held, member.at)


def _only_shape(members: Sequence[Node]) -> Node | None:
    """The one inline object or enum among members that else are null, or strings beside an enum."""
    others = [m for m in members if not keywords.is_null(m)]
    shaped = [m for m in others if m.ref is None and (m.get("properties") or m.get("enum"))]
    if len(shaped) != 1 or any(keywords.union_or_all(m) for m in shaped):
        return None
    plain = [member for member in others if member is not shaped[0]]
    is_enum = shaped[0].get("enum") is not None
    if any(not (is_enum and member.value == {"type": "string"}) for member in plain):
        return None
    return shaped[0]


def _as_whole(lowering: Lowering, node: Node, key: str, only: Node, hint: NameHint) -> Type:
    """The type of a union that comes down to one of its members: that has the union's name."""
    around = {k: v.value for k, v in node.items() if k not in (key, "discriminator")}
    held = only.value if isinstance(only.value, dict) else {}
    type_ = lowering.type_of(Node({**held, **around}, node.at), hint)
    has_null = any(keywords.is_null(member) for member in node[key].elements())
    return nullable(type_) if has_null else type_


def member_hints(hint: NameHint, members: Sequence[Node]) -> list[NameHint]:
    """The names of inline members: what tells each from the others; its number as a last resort.

    A title will name it anyway. Else it is what the member refers to, a constant that it carries,
    or a property that it alone requires or has.
    """
    objects = sum(map(_has_parts, members))
    if objects < 2 and hint.least:
        return [hint] * len(members)
    words = [_member_words(member) for member in members]
    counted = Counter(
        word
        for member, found in zip(members, words, strict=True)
        if _has_parts(member)
        for word in set(found)
    )
    made: list[NameHint] = []
    for index, member in enumerate(members):
        most = 1 if _has_parts(member) else 0
        last = f"variant {index + 1}" if objects > 1 else "object"
        made.append(hint.child(next((w for w in words[index] if counted[w] <= most), last)))
    return made


def _has_parts(member: Node) -> bool:
    return any(member.get(key) is not None for key in ("properties", "allOf", "$ref"))


def _member_words(member: Node) -> list[str]:
    """What a member might be called, best first."""
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
    """Words from a member itself: constants, then properties, required ones first."""
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
    return [*constants, *(f"with {name}" for name in names)]


def joined(types: Sequence[Type]) -> Type:
    """The union of some types: flat, without repetition, null outermost, any swallowing all."""
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
        # Beside any value, only a type with a name still tells a reader something.
        named = [member for member in flat if isinstance(member, Named)]
        return OneOf((*named, ANY)) if named else ANY
    if not flat:
        return NULL
    type_ = flat[0] if len(flat) == 1 else OneOf(tuple(flat), discriminator)
    return nullable(type_) if has_null else type_


def _discriminated(lowering: Lowering, node: Node, type_: Type) -> Type:
    inner = type_.item if isinstance(type_, Nullable) else type_
    given = node.get("discriminator")
    has_tag = given is not None and bool(given.text("propertyName"))
    if isinstance(inner, Named) and has_tag:
        # The only variant there is yet; it may lack the property, which the union adds.
        inner = OneOf((inner,))
    if not isinstance(inner, OneOf):
        return type_
    made = _openly(lowering, inner)
    if given is None and isinstance(made, OneOf):
        given = _inherited(lowering, made)
        has_tag = given is not None
    if isinstance(made, OneOf) and given is not None and has_tag:
        made = OneOf(made.members, discriminator_of(lowering, given))
    return nullable(made) if isinstance(type_, Nullable) else made


def _inherited(lowering: Lowering, union: OneOf) -> Node | None:
    """The discriminator of the schema that all members of a union refer to in their `allOf`."""
    ids = {member.id for member in union.members if isinstance(member, Named)}
    if len(ids) < 2 or len(ids) < len(union.members):
        return None
    for parent, children in sorted(lowering.children.items()):
        node = lowering.nodes.get(parent)
        given = None if node is None else node.get("discriminator")
        if given is not None and given.text("propertyName") and ids <= set(children):
            return given
    return None


def _openly(lowering: Lowering, union: OneOf) -> Type:
    """A string beside an enumeration of strings says that it is open, as ours all are."""
    others = [member for member in union.members if member not in OPEN_STRINGS]
    if len(others) == 1 and len(union.members) == 2 and isinstance(others[0], Named):
        declaration = lowering.declarations.get(others[0].id)
        if isinstance(declaration, EnumDecl) and not declaration.is_integer:
            return others[0]
    return union


def discriminator_of(lowering: Lowering, given: Node) -> Discriminator:
    """A Discriminator Object as it stands; values that it leaves out are found by a later pass."""
    default = given.text("defaultMapping")
    return Discriminator(
        given.text("propertyName") or "",
        tuple(sorted(_mapping(lowering, given).items())),
        None if default is None else _target(lowering, given, default),
    )


def variants(lowering: Lowering, target: Node) -> Type | None:
    """What a reference to a parent means that has a discriminator and children by `allOf`.

    It is the union of the children and the parent itself, declared once (OpenAPI 3.1,
    section 4.8.25). None where `target` is no such parent.
    """
    given = target.get("discriminator")
    children = lowering.children.get(target.at, ())
    if (
        given is None
        or not children
        or keywords.union_key(target)
        or not given.text("propertyName")
    ):
        return None
    id_ = below(target.at, "discriminator")
    if id_ not in lowering.declarations:
        found = discriminator_of(lowering, given)
        by_id = {member: value for value, member in found.mapping}
        by_id |= {child: _name(lowering, child) for child in children if child not in by_id}
        members = tuple(Named(child) for child in sorted(by_id) if child != target.at)
        mapping = {value: member for member, value in by_id.items()} | dict(found.mapping)
        hint = NameHint(f"any {_name(lowering, target.at)}")
        union = OneOf(
            (*members, Named(target.at)),
            Discriminator(found.wire_name, tuple(sorted(mapping.items())), target.at),
        )
        lowering.declare(AliasDecl(id_, hint, union))
    return Named(id_)


def _mapping(lowering: Lowering, discriminator: Node) -> dict[str, str]:
    mapping = discriminator.get("mapping")
    found: dict[str, str] = {}
    for value, target in mapping.items() if mapping is not None else ():
        if isinstance(target.value, str):
            id_ = _target(lowering, discriminator, target.value)
            if id_ is not None:
                found[value] = id_
    return found


def _target(lowering: Lowering, discriminator: Node, text: str) -> str | None:
    """The id of the schema that a mapping names, by its name or by a reference."""
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
    return referred_words(lowering.home(id_))
