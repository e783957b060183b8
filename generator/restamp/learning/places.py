"""Where in the document is the place of a response that a client reported?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from restamp.learning.allowed import (
    MAX_DEPTH,
    UNIONS,
    admits_null,
    fits_type,
    members_of,
    parts_of,
    types_of,
)
from restamp.learning.findings import Difference, Finding
from restamp.learning.written import Written, texts
from restamp.spec.tree.node import Node

_COMPOSITIONS = ("allOf", *UNIONS)


def located(document: Written, schema: Node, steps: Sequence[str], seen: Finding) -> list[Finding]:
    """The findings, at schemas of the document, that a difference at a place of a body stands for.

    None if the document allows what was observed. Several if a union has more than one schema there.
    """
    if seen.difference is Difference.MISSING:
        parents = steps_to(document, schema, steps[:-1])
        findings = [
            replace(seen, at=part.at, name=steps[-1])
            for parent in parents
            for part in _parts(document, parent)
            if steps and steps[-1] in texts(part.raw("required"))
        ]
    else:
        findings = [
            finding
            for site in steps_to(document, schema, steps)
            for finding in _at_site(document, site, seen)
        ]
    return [*{finding.key: finding for finding in findings}.values()]


def steps_to(
    document: Written, schema: Node, steps: Sequence[str], depth: int = 0
) -> Iterator[Node]:
    """The schemas at a place below a schema, as they are used there: before their references are followed."""
    if not steps:
        yield schema
        return
    target = document.target(schema)
    if target is None or depth > MAX_DEPTH:
        return
    for inner in _inner(target, steps[0]):
        yield from steps_to(document, inner, steps[1:], depth + 1)
    for part in parts_of(target, *_COMPOSITIONS):
        yield from steps_to(document, part, steps, depth + 1)


def _inner(schema: Node, step: str) -> Iterator[Node]:
    properties = schema.get("properties")
    declared = None if properties is None else properties.get(step)
    if declared is not None:
        yield declared
    elif step.isdigit():
        first = [*parts_of(schema, "prefixItems")]
        yield from first[int(step) : int(step) + 1]
    elif step == "*":
        items, extra = schema.get("items"), schema.get("additionalProperties")
        yield from (each for each in (items, extra) if each is not None and each.is_mapping)
        yield from parts_of(schema, "prefixItems")


def _parts(document: Written, schema: Node, depth: int = 0) -> Iterator[Node]:
    """A schema and those that it is composed of, with references followed."""
    target = document.target(schema)
    if target is None or depth > MAX_DEPTH:
        return
    yield target
    for part in parts_of(target, *_COMPOSITIONS):
        yield from _parts(document, part, depth + 1)


def _at_site(document: Written, site: Node, seen: Finding) -> Iterator[Finding]:
    match seen.difference:
        case Difference.NULL:
            if not admits_null(document, site):
                yield replace(seen, at=site.at)
        case Difference.ENUM:
            for part in _parts(document, site):
                members = members_of(part)
                new = tuple(v for v in seen.values if members is not None and v not in members)
                if new:
                    yield replace(seen, at=part.at, values=new)
        case Difference.TYPE:
            yield from _types(document, site, seen)
        case _:
            pass


def _types(document: Written, site: Node, seen: Finding) -> Iterator[Finding]:
    observed = [type_ for type_ in seen.types if type_ != "null"]
    if "null" in seen.types and not admits_null(document, site):
        yield replace(seen, difference=Difference.NULL, at=site.at)
    leaves = [part for part in _parts(document, site) if types_of(part) or members_of(part)]
    others = [t for t in observed if not any(fits_type(t, types_of(leaf)) for leaf in leaves)]
    target = document.target(site)
    if target is None or not leaves:
        return
    for keyword in UNIONS:
        if others and target.has(keyword):
            yield replace(seen, at=target.at, name=keyword, types=dict.fromkeys(others, seen.count))
            return
    leaf = leaves[0]
    is_format = leaf.has("format") and "string" in observed and "string" in types_of(leaf)
    if others or is_format:
        types = dict.fromkeys(others or ["string"], seen.count)
        yield replace(seen, at=leaf.at, types=types)
