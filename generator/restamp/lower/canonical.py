"""One id for one thing, however a document is split into files.

What a document's own entry (a component, a path item) refers to elsewhere is that entry: it has its
id, its name and its place in the order. So a document in one file and the same in many give one IR.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from restamp.ir.api import Api
from restamp.ir.declarations import Declaration, ObjectDecl
from restamp.ir.walk import map_api, with_ids
from restamp.pointers import below
from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node

SECTIONS = ("schemas", "parameters", "responses", "requestBodies", "pathItems", "mediaTypes")
OPERATIONS = ("#/paths/", "#/webhooks/")
"""Where operations stand; what is missing there is told when these are lowered."""


def entries(document: Document) -> dict[str, str]:
    """For what stands in another file: the entry of the main document that refers to it.

    Where that is a reference in its turn, as in a section that stands elsewhere, so is what it
    refers to, unless that has an entry of its own.
    """
    found: dict[str, str] = {}
    further: list[tuple[Node, str]] = []
    for entry in _listed(document.root):
        target = aimed(document, entry) if _is_reference(entry) else None
        if target is None or target.at.startswith("#"):
            continue
        if found.setdefault(target.at, entry.at) == entry.at and _is_reference(target):
            further.append((target, entry.at))
    for target, at in further:
        while (inner := _beyond(document, target)) is not None and inner.at not in found:
            found[inner.at] = at
            target = inner
    return found


def _beyond(document: Document, node: Node) -> Node | None:
    """What a node in another file refers to, where it says nothing else and that is not in the main one."""
    if node.ref is None or not _is_reference(node):
        return None
    target = document.seek(node.ref, below(node.at, "$ref"))
    return None if target is None or target.at.startswith("#") else target


def declaring(document: Document, entry: Node, found: Mapping[str, str]) -> Node:
    """The schema that an entry is another word for and that has its name; else the entry itself."""
    target = aimed(document, entry)
    if target is None or found.get(target.at) != entry.at:
        return entry
    passed = {target.at}
    while (inner := _beyond(document, target)) is not None and found.get(inner.at) == entry.at:
        if inner.at in passed:
            return entry
        passed.add(inner.at)
        target = inner
    return target


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


def _is_reference(node: Node) -> bool:
    return [key for key, _ in node.items()] == ["$ref"]


def renamed(api: Api, id_of: Callable[[str], str]) -> Api:
    """The API with the ids of entries in place of those of other files."""
    api = map_api(api, with_ids(id_of))

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
