"""Read the `x-sunset` date of deprecated parts of the old document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from restamp.api_diff.changes.findings import Finding
from restamp.recursion import with_deep_recursion
from restamp.spec.reading.load import tree_of
from restamp.spec.reading.source import Source
from restamp.spec.tree.extensions import SUNSET
from restamp.spec.tree.tree import Json, child, tokens


def trees_with_sunset(sources: Mapping[str, Source]) -> dict[str, Json]:
    """The trees of the files that announce dates, by file."""
    announcing = {file: source for file, source in sources.items() if source.mentions(SUNSET.own)}
    if not announcing:
        return {}
    return with_deep_recursion(lambda: {f: tree_of(s) for f, s in announcing.items()})


def with_sunset(finding: Finding, trees: Mapping[str, Json]) -> Finding:
    """Add the announced date to the finding of a removal, if the old document has one."""
    if finding.old is None or not finding.kind.endswith("-removed"):
        return finding
    value = _at(trees.get(finding.old.at.partition("#")[0]), finding.old.pointer)
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
