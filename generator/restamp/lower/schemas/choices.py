"""Which unions of a schema are a choice of types, and what a schema says of null."""

from __future__ import annotations

from restamp.lower.context import Lowering
from restamp.lower.schemas import keywords
from restamp.spec.tree.node import Node


def without(node: Node, *keys: str) -> Node:
    """The schema at its place, less some of its keywords."""
    return Node({key: value.value for key, value in node.items() if key not in keys}, node.at)


def keys_of(lowering: Lowering, node: Node) -> tuple[str, ...]:
    """The keywords of a schema that are a choice of types."""
    return tuple(key for key in keywords.union_keys(node) if not _is_idle(lowering, node, key))


def settled(lowering: Lowering, node: Node) -> Node:
    """The schema less those unions that are no choice of types."""
    choices = keys_of(lowering, node)
    idle = [key for key in keywords.union_keys(node) if key not in choices]
    return without(node, *idle) if idle else node


def _is_idle(lowering: Lowering, node: Node, key: str) -> bool:
    """Whether all of a union's schemas only constrain what is described beside it.

    Which properties are required together, or which of two patterns a string matches, is beyond
    a type: what stands beside the union is the type.
    """
    if node.get("discriminator") is not None:
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
    """Whether null is a value of a schema: by its own word, or by that of all its parts.

    None where nothing says so, and nothing says otherwise.
    """
    lowering.nulls.setdefault(node.at, None)
    return _null_in(lowering, node)


def _null_of(lowering: Lowering, part: Node) -> bool | None:
    """The same of a part; one that leads back to itself says nothing more."""
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
    found: list[bool | None] = []
    if node.ref is not None and (target := lowering.document.resolve(node)) is not None:
        found.append(_null_of(lowering, target))
    listed = node.get("allOf")
    for part in listed.elements() if listed is not None else ():
        found.append(_null_of(lowering, part))
        if found[-1] and part.ref is None and keywords.says_only(part, ("type",)):
            return True  # It stands there for nothing else.
    for key in keywords.union_keys(node):
        said = [_null_of(lowering, member) for member in node[key].elements()]
        found.append(True if True in said else None if None in said else False)
    return False if False in found else True if True in found else None
