"""Canonical ids, independent of how a document is split into files.

The target of an entry of the main document (a component, a path item) in another file takes the id, name and
order of the entry. So the IR of a document is the same in one file and in several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from restamp.ir.api import Api
from restamp.ir.declarations import Declaration, ObjectDecl
from restamp.ir.walk import map_api, with_ids
from restamp.pointers import join_pointer
from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node

SECTIONS = ("schemas", "parameters", "responses", "requestBodies", "pathItems", "mediaTypes")
OPERATIONS = ("#/paths/", "#/webhooks/")
"""Pointer prefixes of operations; unresolvable references there are reported when they are lowered."""


def entries(document: Document) -> dict[str, str]:
    """Map locations in other files to the entry of the main document that refers to them.

    If the target is itself a reference, as in a section in another file, its target is mapped as well,
    unless that has an entry of its own.
    """
    entry_of: dict[str, str] = {}
    further: list[tuple[Node, str]] = []
    for entry in _listed(document.root):
        target = ref_target(document, entry) if _is_reference(entry) else None
        if target is None or target.at.startswith("#"):
            continue
        if entry_of.setdefault(target.at, entry.at) == entry.at and _is_reference(target):
            further.append((target, entry.at))
    for target, at in further:
        while (inner := _next_target(document, target)) is not None and inner.at not in entry_of:
            entry_of[inner.at] = at
            target = inner
    return entry_of


def _next_target(document: Document, node: Node) -> Node | None:
    """The target of a node in another file that is only a reference to a node in another file."""
    if node.ref is None or not _is_reference(node):
        return None
    target = document.seek(node.ref, join_pointer(node.at, "$ref"))
    return None if target is None or target.at.startswith("#") else target


def declaring_node(document: Document, entry: Node, entry_of: Mapping[str, str]) -> Node:
    """The schema that takes the name of an entry that is only a reference to it; else the entry itself."""
    target = ref_target(document, entry)
    if target is None or entry_of.get(target.at) != entry.at:
        return entry
    visited = {target.at}
    while (inner := _next_target(document, target)) is not None and entry_of.get(
        inner.at
    ) == entry.at:
        if inner.at in visited:
            return entry
        visited.add(inner.at)
        target = inner
    return target


def ref_target(document: Document, entry: Node) -> Node | None:
    """The direct target of a `$ref`; it may be a `$ref` itself."""
    if entry.ref is None:
        return None
    resolve = document.seek if entry.at.startswith(OPERATIONS) else document.find
    return resolve(entry.ref, join_pointer(entry.at, "$ref"))


def _listed(root: Node) -> Iterator[Node]:
    components = root.get("components")
    for section in SECTIONS:
        listed = None if components is None else components.get(section)
        for _, entry in sorted(listed.items()) if listed is not None else ():
            yield entry
    for section in ("paths", "webhooks"):
        listed = root.get(section)
        for _, entry in sorted(listed.items()) if listed is not None else ():
            yield entry
            yield from (inner for _, inner in sorted(entry.items()) if inner.ref is not None)


def _is_reference(node: Node) -> bool:
    return isinstance(node.value, dict) and [*node.value] == ["$ref"]


def with_canonical_ids(api: Api, id_of: Callable[[str], str]) -> Api:
    """Replace ids in other files by the ids of entries."""
    api = map_api(api, with_ids(id_of))

    def rename(declaration: Declaration) -> Declaration:
        if isinstance(declaration, ObjectDecl):
            declaration = replace(
                declaration, bases=tuple(id_of(base) for base in declaration.bases)
            )
        return replace(declaration, id=id_of(declaration.id))

    return replace(
        api,
        declarations=tuple(
            sorted(map(rename, api.declarations), key=lambda declaration: declaration.id)
        ),
        operations=tuple(
            replace(operation, id=id_of(operation.id)) for operation in api.operations
        ),
        webhooks=tuple(replace(webhook, id=id_of(webhook.id)) for webhook in api.webhooks),
    )
