"""`allOf`, and everything that means the same: `$ref` with siblings, properties beside a union."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from restamp.ir.declarations import EnumDecl, Field, ObjectDecl
from restamp.ir.types import (
    ANY,
    Constant,
    Kind,
    Named,
    NameHint,
    Primitive,
    Type,
)
from restamp.lower import fields, keywords
from restamp.lower.context import Lowering, doc_of, hinted, reference_hint
from restamp.spec.node import Node
from restamp.spec.tree import Json

COMPOSING = ("allOf", "$ref")


@dataclass(frozen=True, slots=True)
class Part:
    """One schema of a composition: as it stands, and what it refers to."""

    node: Node
    target: Node

    @property
    def is_reference(self) -> bool:
        """Whether it stands elsewhere and has a name of its own."""
        return self.node.at != self.target.at


def is_object(lowering: Lowering, node: Node, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a schema describes one JSON object with, at most, declared members."""
    if not node.is_mapping or node.at in seen or keywords.union_key(node) is not None:
        return False
    parts = parts_of(lowering, node) if any(node.get(key) is not None for key in COMPOSING) else []
    if parts:
        return all(is_object(lowering, p.target, seen | {node.at}) for p in parts if p.node != node)
    given = node.get("type")
    names = keywords.types_of(given)
    if names:
        return [name for name in names if name != "null"] == ["object"]
    return node.get("properties") is not None or keywords.only_requires(node)


def parts_of(lowering: Lowering, node: Node) -> list[Part]:
    """The parts of a composition that say something, in order; its own keywords come last."""
    found: list[Node] = []
    if node.ref is not None:
        found.append(Node({"$ref": node.ref}, node.at))
    listed = node.get("allOf")
    if listed is not None and listed.is_list:
        found.extend(listed.elements())
    own = {key: value.value for key, value in node.items() if key not in COMPOSING}
    if keywords.says_something(Node(own, node.at)) and not _repeats_type(own):
        found.append(Node(own, node.at))
    parts: list[Part] = []
    for part in found:
        target = lowering.document.resolve(part) if part.ref is not None else part
        if target is None or not target.is_mapping:
            continue
        if part.ref is not None or keywords.says_something(part):
            parts.append(Part(part, target))
    return parts


def _repeats_type(own: Mapping[str, Json]) -> bool:
    """Whether the keywords beside `allOf` only repeat that it is an object."""
    said = {key for key in own if key not in keywords.ANNOTATIONS and not key.startswith("x-")}
    return said == {"type"} and own["type"] == "object"


def object_of(lowering: Lowering, node: Node, parts: list[Part], hint: NameHint) -> Type:
    own = hinted(node, hint)
    base = _base(lowering, parts)
    lowering.inside.add(node.at)
    merged = _fields(lowering, [part for part in parts if part is not base], own)
    required = _required(lowering, parts)
    members = tuple(
        replace(field, required=True) if field.wire_name in required else field for field in merged
    )
    extras = [fields.extra_of(lowering, part.target, own) for part in parts]
    lowering.inside.discard(node.at)
    bases: tuple[str, ...] = ()
    if base is not None:
        lowering.declared(base.target)
        bases = (base.target.at,)
    if not members and not bases:
        return Primitive(Kind.OBJECT)
    extra = next((type_ for type_ in extras if type_ is not None), None)
    return lowering.declare(ObjectDecl(node.at, own, members, bases, extra, doc_of(node)))


def _base(lowering: Lowering, parts: list[Part]) -> Part | None:
    """The one part to inherit from: a named object whose properties no other part touches."""
    named = [p for p in parts if p.is_reference and property_names(lowering, p.target)]
    if len(named) != 1 or not _declares(lowering, named[0].target):
        return None
    base = named[0]
    names = property_names(lowering, base.target)
    for part in parts:
        if part is base:
            continue
        touched = property_names(lowering, part.target) | keywords.required_names(part.target)
        already = _required(lowering, [base])
        if touched & names - (already if not property_names(lowering, part.target) else set()):
            return None
    return base


def _declares(lowering: Lowering, target: Node) -> bool:
    """Whether a referred-to object schema becomes a declaration of its own, and not null too."""
    given = target.get("type")
    if target.flag("nullable") or (given is not None and given.is_list):
        return False
    return is_object(lowering, target)


def property_names(
    lowering: Lowering, node: Node, seen: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The wire names of all properties of an object schema, inherited ones included."""
    if node.at in seen:
        return frozenset()
    names: set[str] = set()
    properties = node.get("properties")
    if properties is not None:
        names.update(name for name, _ in properties.items())
    if any(node.get(key) is not None for key in COMPOSING):
        for part in parts_of(lowering, node):
            if part.node.at != node.at or part.is_reference:
                names |= property_names(lowering, part.target, seen | {node.at})
    return frozenset(names)


def _required(
    lowering: Lowering, parts: Iterable[Part], seen: frozenset[str] = frozenset()
) -> frozenset[str]:
    names: set[str] = set()
    for part in parts:
        if part.target.at in seen and part.is_reference:
            continue
        names |= keywords.required_names(part.target)
        if any(part.target.get(key) is not None for key in COMPOSING):
            inner = [
                p
                for p in parts_of(lowering, part.target)
                if p.is_reference or p.node.at != part.target.at
            ]
            names |= _required(lowering, inner, seen | {part.target.at})
    return frozenset(names)


def _fields(lowering: Lowering, parts: Iterable[Part], hint: NameHint) -> tuple[Field, ...]:
    """The fields of several parts together; a later part redefines what an earlier one has."""
    merged: dict[str, Field] = {}
    for part in parts:
        for field in _fields_of(lowering, part, hint, frozenset()):
            held = merged.get(field.wire_name)
            merged[field.wire_name] = field if held is None else _combined(lowering, held, field)
    return tuple(merged.values())


def _fields_of(
    lowering: Lowering, part: Part, hint: NameHint, seen: frozenset[str]
) -> tuple[Field, ...]:
    target = part.target
    if target.at in seen:
        return ()
    # What stands elsewhere keeps the names it has there.
    own = hinted(target, reference_hint(target.at)) if part.is_reference else hint
    if not any(target.get(key) is not None for key in COMPOSING):
        return fields.fields_of(lowering, target, own)
    merged: dict[str, Field] = {}
    required = _required(lowering, [part])
    for inner in parts_of(lowering, target):
        for field in _fields_of(lowering, inner, own, seen | {target.at}):
            held = merged.get(field.wire_name)
            merged[field.wire_name] = field if held is None else _combined(lowering, held, field)
    return tuple(
        replace(field, required=True) if field.wire_name in required else field
        for field in merged.values()
    )


def _combined(lowering: Lowering, first: Field, second: Field) -> Field:
    """Two declarations of one property, the later one more special."""
    type_ = narrower(lowering, first.type, second.type)
    if type_ is None:
        type_ = second.type
        lowering.diagnostics.note(
            "property-redefined",
            f'"{second.wire_name}" is declared again with another type; the later one is taken',
            second.at,
        )
    required = first.required or second.required
    fixed = type_.value if isinstance(type_, Constant) and required else None
    doc = second.doc if second.doc.description or second.doc.summary else first.doc
    pinned = second.pinned or first.pinned
    return replace(second, type=type_, required=required, fixed=fixed, doc=doc, pinned=pinned)


def narrower(lowering: Lowering, first: Type, second: Type) -> Type | None:
    """The type that satisfies both, where one of them does; None where neither does."""
    if first == second or second == ANY:
        return first
    if first == ANY:
        return second
    for wide, narrow in ((first, second), (second, first)):
        match wide, narrow:
            case Primitive(Kind.STRING), Primitive(kind) if kind not in (Kind.INTEGER, Kind.NUMBER):
                return narrow
            case Primitive(Kind.STRING), Constant(str()):
                return narrow
            case Primitive(Kind.NUMBER), Primitive(Kind.INTEGER) | Constant(int()):
                return narrow
            case Primitive(Kind.STRING), Named(id_):
                if isinstance(lowering.declarations.get(id_), EnumDecl):
                    return narrow
            case Primitive(Kind.OBJECT), Named(id_):
                if isinstance(lowering.declarations.get(id_), ObjectDecl):
                    return narrow
            case Named(id_), Constant(value):
                held = lowering.declarations.get(id_)
                if isinstance(held, EnumDecl) and any(m.value == value for m in held.members):
                    return narrow
            case _:
                pass
    return None


def narrowest(lowering: Lowering, node: Node, parts: list[Part], hint: NameHint) -> Type:
    """The one type among the parts' that satisfies the others; any where there is none."""
    types = [lowering.type_of(part.node, hint) for part in parts]
    found: Type = ANY
    for type_ in types:
        both = narrower(lowering, found, type_)
        if both is None:
            lowering.widen(
                "all-of-conflict", "no type satisfies all parts of allOf; taken as any", node.at
            )
            return ANY
        found = both
    return found
