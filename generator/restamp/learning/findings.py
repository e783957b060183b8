"""Differences between a document and what a server sends, at places of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum

from restamp.learning.inferring import both
from restamp.records import dataclass
from restamp.spec.tree.tree import Json

MAX_MEMBERS = 50
"""The most new members of one enumeration."""


class Difference(StrEnum):
    """How what a server sends differs from its document."""

    NULL = "null"
    """A null where the schema does not allow one."""
    MISSING = "missing"
    """A required property, or a required header, that is not sent."""
    TYPE = "type"
    """A value of another JSON type, or of another format."""
    ENUM = "enum"
    """A value that an enumeration does not list."""
    STATUS = "status"
    """A response with a status that the operation does not describe."""
    MEDIA_TYPE = "media_type"
    """A response with a media type that is not described."""
    BODY = "body"
    """A response with content, described without any."""
    HEADER = "header"
    """A header of another type than its schema."""
    QUERY = "query"
    """A query parameter that is not described. Only recordings show these."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, and how often it was observed."""

    difference: Difference
    at: str
    """The location in the document as written: of the schema, of the object with the list of required properties,
    of the response, or of the operation."""
    operation: str
    """The operation that showed it first: `GET /pets/{petId}`."""
    place: str = ""
    """The place in the response, for people: `/items/*/size`."""
    name: str = ""
    """The property or header that is missing, or the status, media type, header or parameter that is not described."""
    types: Mapping[str, int] = field(default_factory=Counter[str])
    """How often each JSON type was observed."""
    values: tuple[str | int, ...] = ()
    """Values that an enumeration does not list."""
    schema: Json = None
    """A schema inferred from recorded bodies."""
    like: str = ""
    """The location of a described response that this one is like, as far as its body is known."""
    count: int = 1
    first: str = ""
    """When it was observed first, and last, in UTC (RFC 3339)."""
    last: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """The identity of the difference."""
        return self.difference, self.at, self.name


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each difference, in the order of the first of each."""
    by_key: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        known = by_key.get(finding.key)
        by_key[finding.key] = finding if known is None else _both(known, finding)
    return tuple(by_key.values())


def _both(one: Finding, other: Finding) -> Finding:
    values = tuple(dict.fromkeys((*one.values, *other.values)))[:MAX_MEMBERS]
    return replace(
        one,
        types=Counter(one.types) + Counter(other.types),
        values=values,
        schema=both(one.schema, other.schema),
        count=one.count + other.count,
        first=min(filter(None, (one.first, other.first)), default=""),
        last=max(one.last, other.last),
    )
