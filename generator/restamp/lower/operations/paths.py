"""Path items and their operations."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.diagnostics.text import quoted
from restamp.lower.context import Lowering
from restamp.pointers import join_pointer
from restamp.spec.tree.kinds import METHODS
from restamp.spec.tree.node import Node


def items_of(lowering: Lowering) -> Iterator[tuple[str, Node]]:
    """Yield the paths of the document with their path items, in order.

    A path item that is a reference with sibling operations is yielded as two items.
    """
    paths = lowering.document.root.get("paths")
    for path, member in sorted(paths.items()) if paths is not None else ():
        if path.startswith("x-") or not member.is_mapping:
            continue
        item = lowering.document.need(member)
        if item is None or not _is_object(lowering, item, member):
            continue
        yield path, item
        if member.ref is not None and (siblings := _sibling_operations(lowering, member)):
            yield path, siblings


def _is_object(lowering: Lowering, item: Node, member: Node) -> bool:
    if not item.is_mapping:
        message = f"the reference {quoted(member.ref)} does not lead to a path item: its target is not an object"
        lowering.diagnostics.error("path-item-invalid", message, join_pointer(member.at, "$ref"))
    return item.is_mapping


def _sibling_operations(lowering: Lowering, member: Node) -> Node | None:
    """A path item of the operations next to the reference of a path item; None if there are none."""
    siblings = {key: node.value for key, node in member.items() if key != "$ref"}
    methods = {key for key in siblings if key in METHODS or key == "additionalOperations"}
    for key in ("parameters", "servers"):
        if key in siblings:
            message = f'"{key}" next to a reference only applies to the operations next to it'
            lowering.diagnostics.warning(
                "path-item-beside-ref", message, join_pointer(member.at, key)
            )
    return Node(siblings, member.at) if methods else None


def methods_of(lowering: Lowering, item: Node) -> Iterator[tuple[str, Node]]:
    """Yield the operations of a path item with their HTTP methods (upper case), in alphabetical order.

    An operation may be a reference: not in the standard, but in documents of several files.
    """
    nodes = {key.upper(): node for key, node in item.items() if key in METHODS}
    additional = item.get("additionalOperations")
    if additional is not None:
        nodes |= dict(additional.items())
    for method, node in sorted(nodes.items()):
        operation = lowering.document.need(node) if node.is_mapping else None
        if operation is not None and operation.is_mapping:
            yield method, operation
        elif operation is not None:
            message = f"the reference {quoted(node.ref)} does not lead to an operation: its target is not an object"
            lowering.diagnostics.error("operation-invalid", message, join_pointer(node.at, "$ref"))
