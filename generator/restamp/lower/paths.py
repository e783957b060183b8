"""Path items, and the operations in them."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.lower.context import Lowering
from restamp.spec.node import Node

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def items_of(lowering: Lowering) -> Iterator[tuple[str, Node]]:
    """The paths of the document with their path items, in order."""
    paths = lowering.document.root.get("paths")
    for path, member in sorted(paths.items()) if paths is not None else ():
        item = lowering.document.resolve(member) if member.is_mapping else None
        if item is not None and not path.startswith("x-"):
            yield path, item


def methods_of(lowering: Lowering, item: Node) -> Iterator[tuple[str, Node]]:
    """The operations of a path item, by HTTP method in capitals, in alphabetical order.

    An operation may be a reference: the standard has none there, but documents in many files do.
    """
    found = {key.upper(): node for key, node in item.items() if key in METHODS}
    additional = item.get("additionalOperations")
    if additional is not None:
        found |= dict(additional.items())
    for method, node in sorted(found.items()):
        operation = lowering.document.resolve(node) if node.is_mapping else None
        if operation is not None and operation.is_mapping:
            yield method, operation
        elif node.is_mapping:
            yield method, node
