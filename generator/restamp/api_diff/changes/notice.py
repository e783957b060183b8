"""Read the `x-sunset` date of deprecated parts of the old document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.changes.findings import Finding
from restamp.spec.reading.source import Source
from restamp.spec.tree.extensions import SUNSET
from restamp.spec.tree.tree import Json, child, tokens


def with_sunset(finding: Finding, sources: Mapping[str, Source]) -> Finding:
    """Add the announced date to the finding of a removal, if the old document has one."""
    if finding.old is None or not finding.kind.endswith("-removed"):
        return finding
    source = sources.get(finding.old.at.partition("#")[0])
    value = None if source is None else _at(source.tree, finding.old.pointer)
    for announced in _schemas(value):
        sunset = announced.get(SUNSET.own)
        if announced.get("deprecated") is True and sunset:
            return replace(finding, sunset=str(sunset))
    return finding


def _schemas(value: Json) -> Iterator[dict[str, Json]]:
    """The object itself and, for a parameter, its schema."""
    if isinstance(value, dict):
        yield value
        schema = value.get("schema")
        if isinstance(schema, dict):
            yield schema


def _at(tree: Json, pointer: str) -> Json:
    for token in tokens(pointer):
        step = child(tree, token)
        if step is None:
            return None
        tree = step[0]
    return tree
