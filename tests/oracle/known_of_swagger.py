"""Disagreements over what only Swagger 2.0 has; `known.py` lists them with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .disagreements import Disagreement
from .meanings import Meanings

_DELIMITER = re.compile(r"([, \t|])")


def one_part(one: Disagreement) -> bool:
    """A list of Swagger 2.0 in a form is `csv` unless it says `multi` (`collectionFormat`); schemathesis sends a part for
    each item in any case."""
    ours, theirs = one.difference.ours, one.difference.theirs
    if one.difference.place != "field" or not isinstance(theirs, list):
        return False
    texts = [part[0] if isinstance(part, list) else part for part in theirs]
    joined = [[delimiter.join(map(str, texts)), False] for delimiter in ", \t|"]
    return isinstance(ours, list) and len(ours) == 1 and ours[0] in joined


def no_such_type(one: Disagreement) -> bool:
    """A parameter of Swagger 2.0 that is not in the body has one of five types ("Parameter Object", `type`); the
    document has none, which the client takes for text and says so, or an object. Schemathesis draws any value, and
    sends what Python shows, or the names of the members only."""
    if one.difference.place not in ("query", "string_type"):
        return False
    wrong = [
        p["name"]
        for p in one.declared
        if p["in"] == "query" and p.get("type", "object") == "object"
    ]
    drawn = {name: one.drawn.parameters.get("query", {}).get(name) for name in wrong}
    members = {str(k) for value in drawn.values() if isinstance(value, dict) for k in value}
    if one.kind == "refused":
        return any(value == one.difference.ours for value in drawn.values())
    return one.kind == "reference" and one.difference.name in {*members, *drawn}


def is_in_other_formats(one: Disagreement) -> bool:
    """Whether an array of arrays in a query is sent otherwise than the `collectionFormat` of each array says."""
    schema = next((p for p in one.declared if p.get("name") == one.difference.name), {})
    formats = list(_formats(schema))
    if len(formats) < 2 or one.difference.place != "query":
        return False
    drawn = one.value()
    assert isinstance(drawn, list)
    if formats[0] == "multi":
        expected = [_text(item, formats[1:]) for item in drawn]
    else:
        expected = [_text(drawn, formats)]
    ours = [",".join(parts) for parts in one.difference.ours or ()]
    parts = [[_DELIMITER.split(text) for text in texts] for texts in (ours, expected)]
    return not Meanings().alike(*parts, one.typed)


def _formats(schema: Mapping[str, Any]) -> Iterator[str]:
    while schema.get("type") == "array":
        yield schema.get("collectionFormat", "csv")
        schema = schema["items"]


def _text(value: Any, formats: Sequence[str]) -> str:
    if not formats:
        return str(value).lower() if isinstance(value, bool) else str(value)
    delimiter = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|"}[formats[0]]
    return delimiter.join(_text(item, formats[1:]) for item in value)
