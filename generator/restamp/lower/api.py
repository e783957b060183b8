"""Lower a whole document."""

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
from restamp.lower.schemas.circles import break_alias_cycles
from restamp.lower.schemas.subtypes import add_subtypes
from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node


def lower(document: Document, diagnostics: Diagnostics) -> tuple[Api, dict[str, str]]:
    """Lower a document to the IR; also return the reason of everything widened, by location.

    Maps are visited in the order of their keys, so the order in the document does not matter.
    """
    lowering = Lowering(document, diagnostics, schemas.DISPATCH)
    root = document.root
    info = root.get("info") or Node({}, "#/info")
    components = _components(root)
    lowering.entries.update(canonical.entries(document))
    add_subtypes(lowering, components)
    mark_event_data(lowering)
    for node in components:
        lowering.declared(canonical.declaring_node(document, node, lowering.entries))
    schemes = security.schemes_of(lowering)
    required = security.requirements_of(lowering, root, schemes)
    if required is None:
        required = security.default_security(lowering, schemes)
    operations = tuple(operations_of(lowering, schemes, required))
    webhooks = tuple(webhooks_of(lowering))
    break_alias_cycles(lowering)
    api = Api(
        title=(info.text("title") or "").strip() or "API",
        version=str((info.get("version") or info).value) if info.get("version") else "",
        doc=doc_of(info),
        servers=servers_of(lowering, root),
        tags=_tags(root),
        security=security.most_common(operation.security for operation in operations),
        security_schemes=schemes,
        declarations=tuple(
            sorted(lowering.declarations.values(), key=lambda declaration: declaration.id)
        ),
        operations=_in_order(operations),
        webhooks=webhooks,
    )
    widened = {lowering.canonical_pointer(at): reason for at, reason in lowering.widened.items()}
    return (
        canonical.with_canonical_ids(api, lowering.canonical_pointer) if lowering.entries else api
    ), widened


def _components(root: Node) -> list[Node]:
    components = root.get("components")
    listed = None if components is None else components.get("schemas")
    if listed is None:
        return []
    return [node for key, node in sorted(listed.items()) if not key.startswith("x-")]


def _tags(root: Node) -> tuple[Tag, ...]:
    listed = root.get("tags")
    if listed is None or not listed.is_list:
        return ()
    nodes = {node.text("name") or "": node for node in listed.elements() if node.is_mapping}
    return tuple(Tag(name, doc_of(node)) for name, node in sorted(nodes.items()) if name)


def _in_order(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    return tuple(sorted(operations, key=lambda operation: (operation.path, operation.method)))
