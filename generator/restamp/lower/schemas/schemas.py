"""Lower schemas to types (JSON Schema 2020-12 as used by OpenAPI 3.1)."""

from __future__ import annotations

from restamp.ir.declarations import AliasDecl, ObjectDecl
from restamp.ir.types import (
    ANY,
    Kind,
    ListOf,
    MapOf,
    Named,
    NameHint,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
    nullable,
)
from restamp.lower.context import Dispatch, Lowering, doc_of, item_hint, own_hint, reference_hint
from restamp.lower.schemas import choices, fields, keywords, scalars, unions
from restamp.lower.schemas.all_of import all_of, next_to_unions, requires_more
from restamp.lower.schemas.parts import is_composed, is_object
from restamp.spec.tree.kinds import JSON_TYPES
from restamp.spec.tree.node import Node

MAX_OPTIONAL_ITEMS = 4
"""Maximum number of optional items of a tuple; each adds a member to a union of tuples."""
MAX_REFERENCE_DEPTH = 1_000
"""Maximum depth of nested references; published documents need a few dozen."""

OF_OBJECTS = frozenset({"properties", "additionalProperties", "required"})


def lower_schema(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    """The type of a schema; inline objects and enums become declarations."""
    if (plain := scalars.plain(node)) is not None:
        return plain
    if not node.is_mapping:
        if node.value is False:
            lowering.widen(
                "schema-false", "no value can satisfy this schema; treated as any", node.at
            )
        elif node.value is not True:
            lowering.widen("schema-invalid", "this is not a schema; treated as any value", node.at)
        return ANY
    if lowering.json_texts and node.at in lowering.json_texts:
        node = node["contentSchema"]
    node = lowering.document.bound(node)
    type_ = (
        _reference(lowering, node, hint) if node.ref is not None else _inline(lowering, node, hint)
    )
    return nullable(type_) if node.flag("nullable") else type_


def _reference(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    if keywords.says_something(node):
        return all_of(lowering, node, hint)
    target = lowering.document.resolve(node)
    if target is None:
        lowering.widened[node.at] = "unresolved reference"
        return ANY
    return unions.variants(lowering, target) or declared(lowering, target)


def declared(lowering: Lowering, target: Node) -> Type:
    """The type of a referenced schema: by name, which is declared if it is not yet."""
    id_ = target.at
    if id_ in lowering.referred:
        return lowering.referred[id_]
    if id_ in lowering.in_progress:
        named = Named(id_)
        # The type of an alias includes null; the declaration of an object does not.
        is_composed_object = is_composed(target) and is_object(lowering, target)
        has_null = keywords.admits_null(target) or (
            is_composed_object and choices.admits_null(lowering, target)
        )
        return nullable(named) if has_null else named
    if not target.is_mapping:
        return lower_schema(lowering, target, NameHint(target.key))
    if len(lowering.in_progress) >= MAX_REFERENCE_DEPTH:
        message = (
            f"references between schemas are nested more than {MAX_REFERENCE_DEPTH} levels deep"
        )
        lowering.diagnostics.error("limits-exceeded", message, id_)
        return ANY
    lowering.in_progress.add(id_)
    lowering.nodes[id_] = target
    hint = own_hint(target, reference_hint(lowering.canonical_pointer(id_)))
    type_ = lower_schema(lowering, target, hint)
    lowering.in_progress.discard(id_)
    if id_ not in lowering.declarations:
        type_ = lowering.declare(AliasDecl(id_, hint, type_, doc_of(target)))
    lowering.referred[id_] = type_
    return type_


def _inline(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    if (const := scalars.constant(node)) is not None:
        return const
    if node.has("enum") and (listed := scalars.enumeration(lowering, node, hint)):
        return listed
    if unions_ := keywords.union_keys(node):
        node = choices.without_idle_unions(lowering, node)
        unions_ = keywords.union_keys(node)
    if node.has("allOf"):
        return all_of(lowering, node, hint)
    match unions_:
        case ():
            pass
        case (key,) if not keywords.shapes_members(node) and not requires_more(lowering, node, key):
            return unions.lower_union(lowering, node, key, hint)
        case keys:
            return next_to_unions(lowering, node, keys, hint)
    return _of_types(lowering, node, _types(lowering, node), hint)


def _types(lowering: Lowering, node: Node) -> list[str]:
    """The names in `type`, or the type implied by other keywords if there is none."""
    if node.has("type"):
        type_ = node.raw("type")
        raw = type_ if isinstance(type_, list) else [type_]
        names = [value for value in raw if isinstance(value, str) and value in JSON_TYPES]
        if names:
            return list(dict.fromkeys(names))
        lowering.widen("type-unknown", f"{type_!r} is not a JSON type; treated as any", node.at)
        return []
    if keywords.shapes_members(node) or node.has_any(OF_OBJECTS):
        return ["object"]
    if node.has("items") or node.has("prefixItems"):
        return ["array"]
    return []


def _of_types(lowering: Lowering, node: Node, names: list[str], hint: NameHint) -> Type:
    if not names:
        return scalars.untyped(node)
    present = [name for name in names if name != "null"]
    if "number" in present and "integer" in present:
        present.remove("integer")
    types = [_of_type(lowering, node, name, hint) for name in present]
    if not types:
        return scalars.scalar("null", node)
    type_ = types[0] if len(types) == 1 else OneOf(tuple(types))
    return nullable(type_) if len(present) < len(names) and "null" in names else type_


def _of_type(lowering: Lowering, node: Node, name: str, hint: NameHint) -> Type:
    match name:
        case "object":
            return _object(lowering, node, hint)
        case "array":
            return _array(lowering, node, hint)
        case _:
            return scalars.scalar(name, node)


def _array(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    unique = node.flag("uniqueItems")
    inner = item_hint(own_hint(node, hint))
    prefix = node.get("prefixItems")
    items = node.get("items") or node.get("unevaluatedItems")
    if prefix is not None and prefix.is_list and prefix.value:
        firsts = [
            lower_schema(lowering, item, inner.child(f"item {index + 1}"))
            for index, item in enumerate(prefix.elements())
        ]
        max_items = _count(node, "maxItems", len(firsts) + 1)
        if max_items <= len(firsts) or (items is not None and items.value is False):
            return _tuple(firsts[:max_items], node)
        rest = ANY if items is None else lower_schema(lowering, items, inner)
        return ListOf(_any_of(firsts) if rest == ANY else unions.union_of([*firsts, rest]), unique)
    if items is None or items.is_list:
        return ListOf(ANY, unique)
    return ListOf(lower_schema(lowering, items, inner), unique)


def _tuple(items: list[Type], node: Node) -> Type:
    """The type of arrays with exactly these items; below `minItems`, the last ones are optional."""
    min_items = min(_count(node, "minItems", 0), len(items))
    if len(items) - min_items > MAX_OPTIONAL_ITEMS:
        return ListOf(unions.union_of(items), node.flag("uniqueItems"))
    return unions.union_of(
        [TupleOf(tuple(items[:n])) for n in range(len(items), min_items - 1, -1)]
    )


def _any_of(firsts: list[Type]) -> Type:
    """The item type of an array with typed first items and any others after them."""
    type_ = unions.union_of(firsts)
    type_ = type_.item if isinstance(type_, Nullable) else type_
    members = type_.members if isinstance(type_, OneOf) else (type_,)
    return ANY if type_ == ANY else OneOf((*dict.fromkeys((*members, ANY)),))


def _count(node: Node, key: str, default: int) -> int:
    """The number of items in a keyword."""
    member = node.get(key)
    value = None if member is None else member.value
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        return default
    return int(value)


def _object(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    id_ = node.at
    if id_ in lowering.declarations or id_ in lowering.open_objects:
        return Named(id_)
    if not keywords.has_properties(node):
        return _map(lowering, node, hint)
    own = own_hint(node, hint)
    lowering.open_objects.add(id_)
    lowering.nodes[id_] = node
    members = fields.fields_of(lowering, node, own)
    extra = fields.extra_of(lowering, node, own)
    lowering.open_objects.discard(id_)
    is_open = keywords.declares_extra(node)
    return lowering.declare(
        ObjectDecl(id_, own, members, extra=extra, doc=doc_of(node), is_open=is_open)
    )


def _map(lowering: Lowering, node: Node, hint: NameHint) -> Type:
    extra = fields.extra_of(lowering, node, hint)
    return Primitive(Kind.OBJECT) if extra is None or extra == ANY else MapOf(extra)


DISPATCH = Dispatch(lower_schema, declared)
