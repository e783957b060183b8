"""Schemas that extend others by `allOf`, which are subtypes if the extended schema has a discriminator."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from restamp.lower.context import Lowering
from restamp.spec.tree.node import Node


def add_subtypes(lowering: Lowering, schemas: Iterable[Node]) -> None:
    """Add schemas to the subtypes of those that they extend, directly or not."""
    parents = lowering.parents
    for schema in schemas:
        node = lowering.document.resolve(schema) or schema
        listed = node.get("allOf")
        if listed is None or node.at in parents:
            continue
        targets = [
            lowering.document.resolve(part) for part in listed.elements() if part.ref is not None
        ]
        if extended := [target.at for target in targets if target is not None]:
            parents[node.at] = extended
    children: dict[str, set[str]] = {}
    for child in parents:
        pending, ancestors = list(parents[child]), set[str]()
        while pending:
            parent = pending.pop()
            if parent not in ancestors and parent != child:
                ancestors.add(parent)
                children.setdefault(parent, set()).add(child)
                pending.extend(parents.get(parent, ()))
    lowering.children.update({parent: tuple(sorted(ids)) for parent, ids in children.items()})


def subtypes_of(lowering: Lowering, target: Node) -> tuple[str, ...]:
    """The ids of the schemas that extend a schema.

    A schema with a discriminator in another file is extended by its neighbours there as well: no reference leads
    to them, as none does within the main document.
    """
    if target.at[:1] != "#" and target.get("discriminator") is not None:
        section = target.at.rpartition("/")[0]
        if section not in lowering.searched:
            lowering.searched.add(section)
            pointer = quote(section.partition("#")[2])
            holder = lowering.document.seek(f"#{pointer}", target.at)
            listed = {} if holder is None else dict(sorted(holder.items()))
            nodes = [each for key, each in listed.items() if each.is_mapping and key[:2] != "x-"]
            add_subtypes(lowering, nodes)
            lowering.neighbours.update({each.at: each for each in nodes})
    return lowering.children.get(target.at, ())
