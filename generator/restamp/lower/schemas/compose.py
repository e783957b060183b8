"""Lower compositions: `allOf`, `$ref` with siblings, and properties next to a union."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.types import (
    ANY,
    Constant,
    Kind,
    ListOf,
    MapOf,
    Named,
    NameHint,
    Nullable,
    OneOf,
    Primitive,
    Type,
    nullable,
)
from restamp.lower.context import Lowering, doc_of, own_hint, reference_hint
from restamp.lower.schemas import fields, keywords
from restamp.lower.schemas.narrowing import intersection, resolved_alias
from restamp.lower.schemas.parts import Part, is_composed, is_object, parts_of
from restamp.lower.schemas.redefined import warn_redefined
from restamp.lower.schemas.subtypes import subtypes_of
from restamp.pointers import join_pointer
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

SYNTHETIC: Json = {"allOf": True}
"""The value of a composition that does not exist in the document."""


def alias_of(lowering: Lowering, node: Node, parts: Sequence[Part]) -> Part | None:
    """The reference that a composition is only an alias of; None if it adds anything."""
    relevant = [
        part for part in parts if part.is_reference or not keywords.is_bare_object(part.node)
    ]
    if len(relevant) != 1 or not relevant[0].is_reference:
        return None
    target = relevant[0].target
    if target.get("discriminator") is not None and node.at in subtypes_of(lowering, target):
        return None  # A variant of its parent has a type of its own.
    if is_object(lowering, target) and len(parts) > 1 and not property_names(lowering, target):
        return None
    return relevant[0]


def object_of(lowering: Lowering, node: Node, parts: Sequence[Part], hint: NameHint) -> Type:
    """An object with the fields of all parts, which inherits from one of them if possible."""
    own = own_hint(node, hint)
    parts = [part for part in parts if part.target.at != node.at or not part.is_reference]
    base = _base(lowering, parts)
    others = [part for part in parts if part is not base]
    lowering.open_objects.add(node.at)
    if node.value != SYNTHETIC:
        lowering.nodes[node.at] = node
    merged = fields_of(lowering, others, own)
    required = required_of(lowering, parts)
    members = tuple(
        replace(field, required=True) if field.wire_name in required else field for field in merged
    )
    extras = [(part, fields.extra_of(lowering, part.target, own)) for part in parts]
    lowering.open_objects.discard(node.at)
    extra = next((type_ for _, type_ in extras if type_ is not None), None)
    bases: tuple[str, ...] = ()
    if base is not None:
        declaring = _declaring(lowering, base.target)
        inherited = lowering.declared(declaring)
        is_same = not members and all(part is base or type_ is None for part, type_ in extras)
        if is_same and node.at not in lowering.in_progress:
            return inherited
        bases = (declaring.at,)
    if not members and not bases:
        return Primitive(Kind.OBJECT) if extra in (None, ANY) else MapOf(extra)
    is_open = any(keywords.declares_extra(part.target) for part in others)
    return lowering.declare(ObjectDecl(node.at, own, members, bases, extra, doc_of(node), is_open))


def _base(lowering: Lowering, parts: Sequence[Part]) -> Part | None:
    """The part to inherit from: the only named object, if no other part changes its properties."""
    named = [p for p in parts if p.is_reference and property_names(lowering, p.target)]
    if len(named) != 1 or not _declares(lowering, _declaring(lowering, named[0].target)):
        return None
    base = named[0]
    if is_composed(base.target) and _is_circular(lowering, base.target):
        return None
    names = property_names(lowering, base.target)
    for part in parts:
        if part is base:
            continue
        touched = property_names(lowering, part.target) | required_of(lowering, [part])
        already = required_of(lowering, [base])
        if touched & names - (already if not property_names(lowering, part.target) else set()):
            return None
    return base


def _declaring(lowering: Lowering, target: Node) -> Node:
    """The schema whose declaration a reference leads to, following aliases."""
    seen: set[str] = set()
    while is_composed(target) and target.at not in seen:
        seen.add(target.at)
        alias = alias_of(lowering, target, parts_of(lowering, target))
        if alias is None:
            break
        target = alias.target
    return target


def _is_circular(lowering: Lowering, node: Node) -> bool:
    """Whether a composition contains itself."""
    acyclic = lowering.acyclic
    visited: dict[str, list[Node]] = {}
    stack = [node]
    while stack:
        current = stack[-1]
        if current.at not in visited and current.at not in acyclic:
            parts = parts_of(lowering, current)
            visited[current.at] = [
                p.target for p in parts if p.is_reference or p.node.at != current.at
            ]
            inner = [part for part in visited[current.at] if part.at not in visited]
            stack += [part for part in inner if is_composed(part)]
        else:
            stack.pop()
            parts_within = visited.get(current.at, [])
            if all(not is_composed(part) or part.at in acyclic for part in parts_within):
                acyclic.add(current.at)
    return node.at not in acyclic


def _declares(lowering: Lowering, target: Node) -> bool:
    """Whether a referenced schema becomes the declaration of an object that does not admit null."""
    type_keyword = target.get("type")
    if target.flag("nullable") or (type_keyword is not None and type_keyword.is_list):
        return False
    return is_object(lowering, target)


def property_names(lowering: Lowering, node: Node) -> frozenset[str]:
    """The wire names of all properties of an object schema, including inherited ones."""

    def own(part: Node) -> Iterable[str]:
        all_properties = (holder.get("properties") for holder in keywords.property_holders(part))
        return (
            name
            for properties in all_properties
            if properties is not None
            for name, _ in properties.items()
        )

    return _collected_names(lowering, node, own, lowering.property_names)


def required_of(lowering: Lowering, parts: Iterable[Part]) -> frozenset[str]:
    """The wire names of the required properties of some parts, including inherited ones."""
    own, known = keywords.required_names, lowering.required_names
    return frozenset(
        n for part in parts for n in _collected_names(lowering, part.target, own, known)
    )


def _collected_names(
    lowering: Lowering,
    node: Node,
    own: Callable[[Node], Iterable[str]],
    known: dict[str, frozenset[str]],
) -> frozenset[str]:
    """Collect names from a schema and all its parts; `known` is a cache."""
    names: set[str] = set()
    visited: dict[str, tuple[Node, list[Node]]] = {}
    pending = [node]
    while pending:
        current = pending.pop()
        if not is_composed(current):
            names.update(own(current))
        elif current.at in known:
            names |= known[current.at]
        elif current.at not in visited:
            names.update(own(current))
            parts = parts_of(lowering, current)
            inner = [p.target for p in parts if p.is_reference or p.node.at != current.at]
            visited[current.at] = current, inner
            pending += inner
    for at, (current, inner) in reversed(visited.items()):
        # In a cycle, one schema is not cached yet: it is collected when needed.
        if all(part.at in known or not is_composed(part) for part in inner):
            inner_names = (known[part.at] if is_composed(part) else own(part) for part in inner)
            known[at] = frozenset(own(current)).union(*inner_names)
    return frozenset(names)


def fields_of(lowering: Lowering, parts: Iterable[Part], hint: NameHint) -> tuple[Field, ...]:
    """Merge the fields of several parts; a later part redefines fields of earlier ones."""
    merged: dict[str, Field] = {}
    visited: set[str] = set()
    for part in parts:
        for field in _fields_of(lowering, part, hint, visited):
            earlier = merged.get(field.wire_name)
            merged[field.wire_name] = (
                field if earlier is None else merged_field(lowering, earlier, field)
            )
    return tuple(merged.values())


def _fields_of(
    lowering: Lowering, part: Part, hint: NameHint, visited: set[str]
) -> tuple[Field, ...]:
    target = part.target
    # Referenced schemas keep their names.
    at = lowering.canonical_pointer(target.at)
    own = own_hint(target, reference_hint(at)) if part.is_reference else hint
    if not is_composed(target):
        return fields.fields_of(lowering, target, own)
    if target.at in visited:
        return ()
    visited.add(target.at)
    merged: dict[str, Field] = {}
    required = required_of(lowering, [part])
    for inner in parts_of(lowering, target):
        for field in _fields_of(lowering, inner, own, visited):
            earlier = merged.get(field.wire_name)
            merged[field.wire_name] = (
                field if earlier is None else merged_field(lowering, earlier, field)
            )
    return tuple(
        replace(field, required=True) if field.wire_name in required else field
        for field in merged.values()
    )


def merged_field(lowering: Lowering, first: Field, second: Field) -> Field:
    """Merge two declarations of one property; the later one takes precedence."""
    type_ = _declared_type(lowering, first, second)
    type_ = type_ or intersection(lowering, first.type, second.type)
    type_ = type_ or _merged_type(lowering, first.type, second.type, second)
    if type_ is None:
        type_ = second.type
        warn_redefined(lowering, first, second)
    required = first.required or second.required
    fixed = type_.value if isinstance(type_, Constant) and required else None
    doc = second.doc if second.doc.description or second.doc.summary else first.doc
    pinned = second.pinned or first.pinned
    return replace(second, type=type_, required=required, fixed=fixed, doc=doc, pinned=pinned)


def _declared_type(lowering: Lowering, first: Field, second: Field) -> Type | None:
    """The declared type, if the other declaration's type is only guessed and does not match it."""
    guesses = [field.at in lowering.guessed_types for field in (first, second)]
    if guesses.count(True) != 1:
        return None
    known, guessed = (second, first) if guesses[0] else (first, second)
    if isinstance(resolved_alias(lowering, known.type), OneOf):
        return known.type
    fits = intersection(lowering, known.type, guessed.type) is not None
    return None if fits else known.type


def _merged_type(lowering: Lowering, one: Type, other: Type, at: Field) -> Type | None:
    """Merge two objects to one with the fields of both, also in lists and maps; None if they are not objects."""
    match resolved_alias(lowering, one), resolved_alias(lowering, other):
        case Nullable(first), Nullable(second):
            merged = _merged_type(lowering, first, second, at)
            return None if merged is None else nullable(merged)
        case (Nullable(first), second) | (first, Nullable(second)):
            return _merged_type(lowering, first, second, at)
        case ListOf(first, is_set), ListOf(second, is_other_set):
            merged = intersection(lowering, first, second) or _merged_type(
                lowering, first, second, at
            )
            return None if merged is None else ListOf(merged, is_set or is_other_set)
        case MapOf(first), MapOf(second):
            merged = intersection(lowering, first, second) or _merged_type(
                lowering, first, second, at
            )
            return None if merged is None else MapOf(merged)
        case Named(id_), Named(other_id):
            return _merged_object(lowering, (id_, other_id), at)
        case _:
            return None


def _merged_object(lowering: Lowering, ids: tuple[str, str], at: Field) -> Type | None:
    nodes = [lowering.nodes[id_] for id_ in ids if id_ in lowering.nodes]
    if len(nodes) != 2 or not all(is_object(lowering, node) for node in nodes):
        return None
    if ids in lowering.merging:
        return Named(lowering.merging[ids])
    merged = Node(SYNTHETIC, join_pointer(at.at, "allOf"))
    is_inline = [node.at.startswith(at.at) for node in nodes]
    parts = [
        Part(node if is_within else merged, node)
        for node, is_within in zip(nodes, is_inline, strict=True)
    ]
    declaration = lowering.declarations.get(ids[1])
    location = lowering.canonical_pointer(at.at)
    hint = (
        declaration.hint if declaration is not None and is_inline[1] else reference_hint(location)
    )
    lowering.merging[ids] = merged.at
    type_ = object_of(lowering, merged, parts, hint)
    del lowering.merging[ids]
    return type_


def intersection_of(lowering: Lowering, node: Node, parts: Sequence[Part], hint: NameHint) -> Type:
    """The intersection of the types of all parts; any if there is none."""
    types = [lowering.type_of(part.node, hint) for part in parts]
    type_so_far: Type = ANY
    for type_ in types:
        narrowed = intersection(lowering, type_so_far, type_)
        if narrowed is None:
            lowering.widen(
                "all-of-conflict",
                "the parts of allOf cannot be combined into one type; treated as any",
                node.at,
            )
            return ANY
        type_so_far = narrowed
    return type_so_far
