"""Which unions of a schema are a choice of types, and whether a schema admits null."""

from __future__ import annotations

from restamp.lower.context import Lowering
from restamp.lower.schemas import keywords
from restamp.spec.tree.node import Node


def without(node: Node, *keys: str) -> Node:
    """The schema without some of its keywords, at the same location."""
    return Node({key: value.value for key, value in node.items() if key not in keys}, node.at)


def keys_of(lowering: Lowering, node: Node) -> tuple[str, ...]:
    """The union keywords of a schema that are a choice of types."""
    return tuple(key for key in keywords.union_keys(node) if not _is_idle(lowering, node, key))


def without_idle_unions(lowering: Lowering, node: Node) -> Node:
    """The schema without the unions that are not a choice of types."""
    idle = [key for key in keywords.union_keys(node) if _is_idle(lowering, node, key)]
    return without(node, *idle) if idle else node


def _is_idle(lowering: Lowering, node: Node, key: str) -> bool:
    """Whether all members of a union only constrain the type described by the other keywords.

    Types cannot express which properties are required together, or which of two patterns a string
    matches, so the other keywords alone describe the type.
    """
    if node.has("discriminator"):
        return False
    types = keywords.types_of(node.get("type"))
    has_shape = bool(types) or keywords.has_properties(node)
    for member in node[key].elements():
        target = lowering.document.resolve(member) if member.ref is not None else member
        if target is None or not keywords.only_constrains(target, types):
            return False
        if not keywords.required_names(target) and not has_shape:
            return False
        if member.ref is not None and not keywords.has_properties(node):
            return False
    return True


def admits_null(lowering: Lowering, node: Node) -> bool | None:
    """Whether null is a value of a schema, by its own keywords or by those of all its parts.

    None if undecided.
    """
    lowering.nulls.setdefault(node.at, None)
    return _null_in(lowering, node)


def _null_of(lowering: Lowering, part: Node) -> bool | None:
    """Like `admits_null`, for a part; a circular part is undecided."""
    if part.at not in lowering.nulls:
        lowering.nulls[part.at] = None
        lowering.nulls[part.at] = _null_in(lowering, part)
    return lowering.nulls[part.at]


def _null_in(lowering: Lowering, node: Node) -> bool | None:
    if not node.is_mapping:
        return None
    if keywords.admits_null(node):
        return True
    enum, const = node.get("enum"), node.get("const")
    if enum is not None and enum.is_list:
        return any(item.value is None for item in enum.elements())
    if const is not None or node.get("type") is not None:
        return const is not None and const.value is None
    decisions: list[bool | None] = []
    if node.ref is not None and (target := lowering.document.resolve(node)) is not None:
        decisions.append(_null_of(lowering, target))
    listed = node.get("allOf")
    for part in listed.elements() if listed is not None else ():
        decisions.append(_null_of(lowering, part))
        if decisions[-1] and part.ref is None and keywords.says_only(part, ("type",)):
            return True  # It has no other purpose.
    for key in keywords.union_keys(node):
        members = [_null_of(lowering, member) for member in node[key].elements()]
        decisions.append(True if True in members else None if None in members else False)
    return False if False in decisions else True if True in decisions else None
