"""One id for one thing, however a document is split into files.

What a document's own entry (a component, a path item) refers to elsewhere is that entry: it has its
id, its name and its place in the order. So a document in one file and the same in many give one IR.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from restamp.ir.api import Api
from restamp.ir.declarations import Declaration, ObjectDecl
from restamp.ir.operations import Operation
from restamp.ir.types import Named, OneOf, Type
from restamp.ir.walk import retyped, retyped_operation, retyped_webhook
from restamp.spec.document import Document
from restamp.spec.node import Node

SECTIONS = ("schemas", "parameters", "responses", "requestBodies", "pathItems", "mediaTypes")


def entries(document: Document) -> dict[str, str]:
    """For what stands in another file: the entry of the main document that refers to it."""
    found: dict[str, str] = {}
    for entry in _listed(document.root):
        target = document.resolve(entry) if set(_keys(entry)) == {"$ref"} else None
        if target is not None and not target.at.startswith("#"):
            found.setdefault(target.at, entry.at)
    return found


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


def renamed(api: Api, known: Mapping[str, str]) -> Api:
    """The API with the ids of entries in place of those of other files."""
    if not known:
        return api
    id_of = ids_of(known)

    def change(type_: Type) -> Type:
        match type_:
            case Named(id_):
                return Named(id_of(id_))
            case OneOf(members, discriminator) if discriminator is not None:
                mapping = tuple((value, id_of(id_)) for value, id_ in discriminator.mapping)
                default = None if discriminator.default is None else id_of(discriminator.default)
                return OneOf(members, replace(discriminator, mapping=mapping, default=default))
            case _:
                return type_

    def moved(declaration: Declaration) -> Declaration:
        made = retyped(declaration, change)
        if isinstance(made, ObjectDecl):
            made = replace(made, bases=tuple(id_of(base) for base in made.bases))
        return replace(made, id=id_of(made.id))

    def operation(held: Operation) -> Operation:
        return replace(retyped_operation(held, change, change), id=id_of(held.id))

    return replace(
        api,
        declarations=tuple(sorted(map(moved, api.declarations), key=lambda made: made.id)),
        operations=tuple(map(operation, api.operations)),
        webhooks=tuple(
            replace(retyped_webhook(held, change), id=id_of(held.id)) for held in api.webhooks
        ),
    )


def ids_of(known: Mapping[str, str]) -> Callable[[str], str]:
    """What an id becomes: the longest known place that it is, or is within, is replaced."""

    def id_of(id_: str) -> str:
        prefix = id_
        while not id_.startswith("#"):
            if prefix in known:
                return known[prefix] + id_[len(prefix) :]
            shorter = prefix.rpartition("/")[0]
            if "#" not in shorter:
                break
            prefix = shorter
        return id_

    return id_of
