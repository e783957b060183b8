"""One id for one thing, however a document is split into files.

What a document's own entry (a component, a path item) refers to elsewhere is that entry: it has its
id, its name and its place in the order. So a document in one file and the same in many give one IR.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from restamp.diagnostics import below
from restamp.ir.api import Api
from restamp.ir.declarations import Declaration, ObjectDecl
from restamp.ir.walk import retyped_api, with_ids
from restamp.spec.document import Document
from restamp.spec.node import Node

SECTIONS = ("schemas", "parameters", "responses", "requestBodies", "pathItems", "mediaTypes")
OPERATIONS = ("#/paths/", "#/webhooks/")
"""Where operations stand; what is missing there is told when these are lowered."""


def entries(document: Document) -> dict[str, str]:
    """For what stands in another file: the entry of the main document that refers to it."""
    found: dict[str, str] = {}
    for entry in _listed(document.root):
        target = aimed(document, entry) if set(_keys(entry)) == {"$ref"} else None
        if target is not None and not target.at.startswith("#"):
            found.setdefault(target.at, entry.at)
    return found


def aimed(document: Document, entry: Node) -> Node | None:
    """What a reference names, one step: that may be a reference in its turn."""
    if entry.ref is None:
        return None
    look = document.seek if entry.at.startswith(OPERATIONS) else document.find
    return look(entry.ref, below(entry.at, "$ref"))


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


def _keys(node: Node) -> Iterator[str]:
    return (key for key, _ in node.items())


def renamed(api: Api, id_of: Callable[[str], str]) -> Api:
    """The API with the ids of entries in place of those of other files."""
    api = retyped_api(api, with_ids(id_of))

    def moved(held: Declaration) -> Declaration:
        if isinstance(held, ObjectDecl):
            held = replace(held, bases=tuple(id_of(base) for base in held.bases))
        return replace(held, id=id_of(held.id))

    return replace(
        api,
        declarations=tuple(sorted(map(moved, api.declarations), key=lambda made: made.id)),
        operations=tuple(replace(held, id=id_of(held.id)) for held in api.operations),
        webhooks=tuple(replace(held, id=id_of(held.id)) for held in api.webhooks),
    )
