"""`allOf`, and everything that means the same: `$ref` with siblings, properties beside a union."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

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
from restamp.lower.context import Lowering, doc_of, hinted, reference_hint
from restamp.lower.schemas import choices, fields, keywords
from restamp.lower.schemas.narrowing import meant, narrower
from restamp.lower.schemas.redefined import warn_redefined
from restamp.pointers import below
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

COMPOSING = ("allOf", "$ref")
OBJECT_KEYS = keywords.OF_OBJECTS | {"properties", "oneOf", "anyOf"}
SYNTHETIC: Json = {"allOf": True}
"""Stands for a composition that is written nowhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """One schema of a composition: as it stands, and what it refers to."""

    node: Node
    target: Node

    @property
    def is_reference(self) -> bool:
        """Whether it stands elsewhere and has a name of its own."""
        return self.node.at != self.target.at


def is_object(lowering: Lowering, node: Node) -> bool:
    """Whether a schema describes one JSON object with, at most, declared members."""
    if not is_composed(node):
        return _is_plain_object(lowering, node)
    known = lowering.objects
    if node.at not in known:
        users: dict[str, list[str]] = {}
        failed: list[str] = []
        asked: set[str] = set()
        todo = [node]
        while todo:
            current = todo.pop()
            if current.at in asked:
                continue
            asked.add(current.at)
            for part in parts_of(lowering, current):
                inner = part.target
                if not is_composed(inner) or inner.at in known:
                    if not is_object(lowering, inner):
                        failed.append(current.at)
                else:
                    # A part that leads back here asks nothing more of a value than the others do.
                    users.setdefault(inner.at, []).append(current.at)
                    todo.append(inner)
        known |= dict.fromkeys(asked, True)
        while failed:
            at = failed.pop()
            if known[at]:
                known[at] = False
                failed += users.get(at, [])
    return known[node.at]


def _is_plain_object(lowering: Lowering, node: Node) -> bool:
    if not node.is_mapping or choices.keys_of(lowering, node):
        return False
    names = keywords.types_of(node.get("type"))
    if names:
        return [name for name in names if name != "null"] == ["object"]
    return keywords.has_properties(node) or keywords.says_only(node, OBJECT_KEYS)


def is_composed(node: Node) -> bool:
    """Whether a schema is made of others; what it says itself is then a part without those."""
    return node.is_mapping and any(node.get(key) is not None for key in COMPOSING)


def parts_of(lowering: Lowering, node: Node) -> list[Part]:
    """The parts of a composition that say something, in order; its own keywords come last."""
    references = {key: node.text(key) for key in ("$ref", "$dynamicRef")}
    found = [Node({key: text}, node.at) for key, text in references.items() if text is not None]
    listed = node.get("allOf")
    if listed is not None and listed.is_list:
        found.extend(listed.elements())
    own = {key: value.value for key, value in node.items() if key not in COMPOSING}
    if keywords.says_something(Node(own, node.at)):
        found.append(Node(own, node.at))
    parts: list[Part] = []
    for part in found:
        target = lowering.document.resolve(part) if part.ref is not None else part
        if target is None or not target.is_mapping:
            continue
        if part.ref is not None or keywords.says_something(part):
            parts.append(Part(part, target))
    return parts


def alias_of(lowering: Lowering, node: Node, parts: Sequence[Part]) -> Part | None:
    """The one reference that a composition is another word for; None where it says more."""
    telling = [
        part for part in parts if part.is_reference or not keywords.is_bare_object(part.node)
    ]
    if len(telling) != 1 or not telling[0].is_reference:
        return None
    target = telling[0].target
    if target.get("discriminator") is not None and node.at in lowering.children.get(target.at, ()):
        return None  # One of the variants of its parent has a type of its own.
    if is_object(lowering, target) and len(parts) > 1 and not property_names(lowering, target):
        return None
    return telling[0]


def object_of(lowering: Lowering, node: Node, parts: Sequence[Part], hint: NameHint) -> Type:
    """One object with the fields of all parts; it inherits from a part where it can."""
    own = hinted(node, hint)
    parts = [part for part in parts if part.target.at != node.at or not part.is_reference]
    base = _base(lowering, parts)
    others = [part for part in parts if part is not base]
    lowering.inside.add(node.at)
    if node.value != SYNTHETIC:
        lowering.nodes[node.at] = node
    merged = fields_of(lowering, others, own)
    required = required_of(lowering, parts)
    members = tuple(
        replace(field, required=True) if field.wire_name in required else field for field in merged
    )
    extras = [(part, fields.extra_of(lowering, part.target, own)) for part in parts]
    lowering.inside.discard(node.at)
    extra = next((type_ for _, type_ in extras if type_ is not None), None)
    bases: tuple[str, ...] = ()
    if base is not None:
        declaring = _declaring(lowering, base.target)
        inherited = lowering.declared(declaring)
        is_same = not members and all(part is base or type_ is None for part, type_ in extras)
        if is_same and node.at not in lowering.underway:
            return inherited
        bases = (declaring.at,)
    if not members and not bases:
        return Primitive(Kind.OBJECT) if extra in (None, ANY) else MapOf(extra)
    return lowering.declare(ObjectDecl(node.at, own, members, bases, extra, doc_of(node)))


def _base(lowering: Lowering, parts: Sequence[Part]) -> Part | None:
    """The one part to inherit from: a named object whose properties no other part touches."""
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
    """The schema whose declaration a reference means: the target, or what it is another word for."""
    seen: set[str] = set()
    while is_composed(target) and target.at not in seen:
        seen.add(target.at)
        alias = alias_of(lowering, target, parts_of(lowering, target))
        if alias is None:
            break
        target = alias.target
    return target


def _is_circular(lowering: Lowering, node: Node) -> bool:
    """Whether a composition is made, somewhere, of itself."""
    free = lowering.without_circles
    asked: dict[str, list[Node]] = {}
    todo = [node]
    while todo:
        current = todo[-1]
        if current.at not in asked and current.at not in free:
            parts = parts_of(lowering, current)
            asked[current.at] = [
                p.target for p in parts if p.is_reference or p.node.at != current.at
            ]
            inner = [part for part in asked[current.at] if part.at not in asked]
            todo += [part for part in inner if is_composed(part)]
        else:
            todo.pop()
            within = asked.get(current.at, [])
            if all(not is_composed(part) or part.at in free for part in within):
                free.add(current.at)
    return node.at not in free


def _declares(lowering: Lowering, target: Node) -> bool:
    """Whether a referred-to object schema becomes a declaration of its own, and not null too."""
    given = target.get("type")
    if target.flag("nullable") or (given is not None and given.is_list):
        return False
    return is_object(lowering, target)


def property_names(lowering: Lowering, node: Node) -> frozenset[str]:
    """The wire names of all properties of an object schema, inherited ones included."""

    def own(part: Node) -> Iterable[str]:
        held = (holder.get("properties") for holder in keywords.property_holders(part))
        return (name for each in held if each is not None for name, _ in each.items())

    return _gathered(lowering, node, own, lowering.property_names)


def required_of(lowering: Lowering, parts: Iterable[Part]) -> frozenset[str]:
    own, known = keywords.required_names, lowering.required_names
    return frozenset(n for part in parts for n in _gathered(lowering, part.target, own, known))


def _gathered(
    lowering: Lowering,
    node: Node,
    own: Callable[[Node], Iterable[str]],
    known: dict[str, frozenset[str]],
) -> frozenset[str]:
    """What a schema and all that it is made of say, each asked once; `known` keeps the answers."""
    names: set[str] = set()
    asked: dict[str, tuple[Node, list[Node]]] = {}
    todo = [node]
    while todo:
        current = todo.pop()
        if not is_composed(current):
            names.update(own(current))
        elif current.at in known:
            names |= known[current.at]
        elif current.at not in asked:
            names.update(own(current))
            parts = parts_of(lowering, current)
            inner = [p.target for p in parts if p.is_reference or p.node.at != current.at]
            asked[current.at] = current, inner
            todo += inner
    for at, (current, inner) in reversed(asked.items()):
        # In a circle there is one that nothing is known of yet: it is asked when it is needed.
        if all(part.at in known or not is_composed(part) for part in inner):
            below = (known[part.at] if is_composed(part) else own(part) for part in inner)
            known[at] = frozenset(own(current)).union(*below)
    return frozenset(names)


def fields_of(lowering: Lowering, parts: Iterable[Part], hint: NameHint) -> tuple[Field, ...]:
    """The fields of several parts together; a later part redefines what an earlier one has."""
    merged: dict[str, Field] = {}
    seen: set[str] = set()
    for part in parts:
        for field in _fields_of(lowering, part, hint, seen):
            held = merged.get(field.wire_name)
            merged[field.wire_name] = field if held is None else combined(lowering, held, field)
    return tuple(merged.values())


def _fields_of(lowering: Lowering, part: Part, hint: NameHint, seen: set[str]) -> tuple[Field, ...]:
    target = part.target
    # What stands elsewhere keeps the names it has there.
    at = lowering.home(target.at)
    own = hinted(target, reference_hint(at)) if part.is_reference else hint
    if not is_composed(target):
        return fields.fields_of(lowering, target, own)
    if target.at in seen:
        return ()
    seen.add(target.at)
    merged: dict[str, Field] = {}
    required = required_of(lowering, [part])
    for inner in parts_of(lowering, target):
        for field in _fields_of(lowering, inner, own, seen):
            held = merged.get(field.wire_name)
            merged[field.wire_name] = field if held is None else combined(lowering, held, field)
    return tuple(
        replace(field, required=True) if field.wire_name in required else field
        for field in merged.values()
    )


def combined(lowering: Lowering, first: Field, second: Field) -> Field:
    """Two declarations of one property, the later one more special."""
    type_ = _unguessed(lowering, first, second)
    type_ = type_ or narrower(lowering, first.type, second.type)
    type_ = type_ or _both(lowering, first.type, second.type, second)
    if type_ is None:
        type_ = second.type
        warn_redefined(lowering, first, second)
    required = first.required or second.required
    fixed = type_.value if isinstance(type_, Constant) and required else None
    doc = second.doc if second.doc.description or second.doc.summary else first.doc
    pinned = second.pinned or first.pinned
    return replace(second, type=type_, required=required, fixed=fixed, doc=doc, pinned=pinned)


def _unguessed(lowering: Lowering, first: Field, second: Field) -> Type | None:
    """The type of the one property that says its type, where the other's keywords speak of other types only."""
    guesses = [field.at in lowering.guessed for field in (first, second)]
    if guesses.count(True) != 1:
        return None
    known, guessed = (second, first) if guesses[0] else (first, second)
    if isinstance(meant(lowering, known.type), OneOf):
        return known.type
    fits = narrower(lowering, known.type, guessed.type) is not None
    return None if fits else known.type


def _both(lowering: Lowering, one: Type, other: Type, at: Field) -> Type | None:
    """Objects as one with the fields of both, in lists and maps as well; None where they are no objects."""
    match meant(lowering, one), meant(lowering, other):
        case Nullable(first), Nullable(second):
            both = _both(lowering, first, second, at)
            return None if both is None else nullable(both)
        case (Nullable(first), second) | (first, Nullable(second)):
            return _both(lowering, first, second, at)
        case ListOf(first, is_set), ListOf(second, is_other_set):
            both = narrower(lowering, first, second) or _both(lowering, first, second, at)
            return None if both is None else ListOf(both, is_set or is_other_set)
        case MapOf(first), MapOf(second):
            both = narrower(lowering, first, second) or _both(lowering, first, second, at)
            return None if both is None else MapOf(both)
        case Named(id_), Named(other_id):
            return _both_objects(lowering, (id_, other_id), at)
        case _:
            return None


def _both_objects(lowering: Lowering, ids: tuple[str, str], at: Field) -> Type | None:
    nodes = [lowering.nodes[id_] for id_ in ids if id_ in lowering.nodes]
    if len(nodes) != 2 or not all(is_object(lowering, node) for node in nodes):
        return None
    if ids in lowering.merging:
        return Named(lowering.merging[ids])
    merged = Node(SYNTHETIC, below(at.at, "allOf"))
    is_inline = [node.at.startswith(at.at) for node in nodes]
    parts = [
        Part(node if is_within else merged, node)
        for node, is_within in zip(nodes, is_inline, strict=True)
    ]
    held = lowering.declarations.get(ids[1])
    home = lowering.home(at.at)
    hint = held.hint if held is not None and is_inline[1] else reference_hint(home)
    lowering.merging[ids] = merged.at
    type_ = object_of(lowering, merged, parts, hint)
    del lowering.merging[ids]
    return type_


def narrowest(lowering: Lowering, node: Node, parts: Sequence[Part], hint: NameHint) -> Type:
    """The one type among the parts' that satisfies the others; any where there is none."""
    types = [lowering.type_of(part.node, hint) for part in parts]
    found: Type = ANY
    for type_ in types:
        both = narrower(lowering, found, type_)
        if both is None:
            lowering.widen(
                "all-of-conflict",
                "the parts of allOf cannot be combined into one type; taken as any",
                node.at,
            )
            return ANY
        found = both
    return found
