"""The document as a whole."""

from __future__ import annotations

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api, Tag
from restamp.ir.operations import Operation
from restamp.lower import canonical
from restamp.lower.context import Lowering, doc_of
from restamp.lower.operations import security
from restamp.lower.operations.operations import operations_of
from restamp.lower.operations.servers import servers_of
from restamp.lower.operations.streams import mark_event_data
from restamp.lower.operations.webhooks import webhooks_of
from restamp.lower.schemas import schemas
from restamp.lower.schemas.circles import open_circles
from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node


def lower(document: Document, diagnostics: Diagnostics) -> tuple[Api, dict[str, str]]:
    """The IR of a document, and what became wider than it says: place and reason.

    Everything is visited in order of its key, so the order of a document's maps changes nothing.
    """
    lowering = Lowering(document, diagnostics, schemas.DISPATCH)
    root = document.root
    info = root.get("info") or Node({}, "#/info")
    components = _components(root)
    lowering.entries.update(canonical.entries(document))
    lowering.children.update(_children(lowering, components))
    mark_event_data(lowering)
    for node in components:
        lowering.declared(canonical.declaring(document, node, lowering.entries))
    schemes = security.schemes_of(lowering)
    required = security.requirements_of(lowering, root, schemes)
    if required is None:
        required = security.assumed(lowering, schemes)
    operations = tuple(operations_of(lowering, schemes, required))
    webhooks = tuple(webhooks_of(lowering))
    open_circles(lowering)
    api = Api(
        title=(info.text("title") or "").strip() or "API",
        version=str((info.get("version") or info).value) if info.get("version") else "",
        doc=doc_of(info),
        servers=servers_of(lowering, root),
        tags=_tags(root),
        security=security.usual(operation.security for operation in operations),
        security_schemes=schemes,
        declarations=tuple(sorted(lowering.declarations.values(), key=lambda made: made.id)),
        operations=_in_order(operations),
        webhooks=webhooks,
    )
    widened = {lowering.home(at): reason for at, reason in lowering.widened.items()}
    return canonical.renamed(api, lowering.home) if lowering.entries else api, widened


def _components(root: Node) -> list[Node]:
    components = root.get("components")
    listed = None if components is None else components.get("schemas")
    if listed is None:
        return []
    return [node for key, node in sorted(listed.items()) if not key.startswith("x-")]


def _children(lowering: Lowering, components: list[Node]) -> dict[str, tuple[str, ...]]:
    """The component schemas whose `allOf` leads to a schema, by that schema's id."""
    parents: dict[str, list[str]] = {}
    for component in components:
        node = lowering.document.resolve(component) or component
        listed = node.get("allOf")
        for part in listed.elements() if listed is not None else ():
            target = lowering.document.resolve(part) if part.ref is not None else None
            if target is not None:
                parents.setdefault(node.at, []).append(target.at)
    children: dict[str, set[str]] = {}
    for child in parents:
        todo, seen = list(parents[child]), set[str]()
        while todo:
            parent = todo.pop()
            if parent not in seen and parent != child:
                seen.add(parent)
                children.setdefault(parent, set()).add(child)
                todo.extend(parents.get(parent, ()))
    return {parent: tuple(sorted(found)) for parent, found in children.items()}


def _tags(root: Node) -> tuple[Tag, ...]:
    listed = root.get("tags")
    if listed is None or not listed.is_list:
        return ()
    found = {node.text("name") or "": node for node in listed.elements() if node.is_mapping}
    return tuple(Tag(name, doc_of(node)) for name, node in sorted(found.items()) if name)


def _in_order(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    return tuple(sorted(operations, key=lambda operation: (operation.path, operation.method)))
