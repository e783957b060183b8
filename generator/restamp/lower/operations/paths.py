"""Path items, and the operations in them."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.diagnostics.text import quoted
from restamp.lower.context import Lowering
from restamp.pointers import below
from restamp.spec.tree.node import Node

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def items_of(lowering: Lowering) -> Iterator[tuple[str, Node]]:
    """The paths of the document with their path items, in order.

    A path whose item is a reference with operations beside it has two.
    """
    paths = lowering.document.root.get("paths")
    for path, member in sorted(paths.items()) if paths is not None else ():
        if path.startswith("x-") or not member.is_mapping:
            continue
        item = lowering.document.need(member)
        if item is None or not _is_object(lowering, item, member):
            continue
        yield path, item
        if member.ref is not None and (beside := _beside(lowering, member)):
            yield path, beside


def _is_object(lowering: Lowering, item: Node, member: Node) -> bool:
    if not item.is_mapping:
        said = f"the reference {quoted(member.ref)} names no path item: it is not an object"
        lowering.diagnostics.error("path-item-invalid", said, below(member.at, "$ref"))
    return item.is_mapping


def _beside(lowering: Lowering, member: Node) -> Node | None:
    """The operations beside the reference of a path item; None where there are none."""
    beside = {key: node.value for key, node in member.items() if key != "$ref"}
    methods = {key for key in beside if key in METHODS or key == "additionalOperations"}
    for key in ("parameters", "servers"):
        if key in beside:
            said = f'"{key}" beside a reference holds only for the operations beside it'
            lowering.diagnostics.warning("path-item-beside-ref", said, below(member.at, key))
    return Node(beside, member.at) if methods else None


def methods_of(lowering: Lowering, item: Node) -> Iterator[tuple[str, Node]]:
    """The operations of a path item, by HTTP method in capitals, in alphabetical order.

    An operation may be a reference: the standard has none there, but documents in many files do.
    """
    found = {key.upper(): node for key, node in item.items() if key in METHODS}
    additional = item.get("additionalOperations")
    if additional is not None:
        found |= dict(additional.items())
    for method, node in sorted(found.items()):
        operation = lowering.document.need(node) if node.is_mapping else None
        if operation is not None and operation.is_mapping:
            yield method, operation
        elif operation is not None:
            said = f"the reference {quoted(node.ref)} names no operation: it is not an object"
            lowering.diagnostics.error("operation-invalid", said, below(node.at, "$ref"))
