"""Compare recorded JSON values with the schemas that describe them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from restamp.learning.allowed import (
    MAX_DEPTH,
    UNIONS,
    admits_null,
    fits_format,
    fits_type,
    json_type,
    members_of,
    parts_of,
    types_of,
)
from restamp.learning.findings import Difference, Finding
from restamp.learning.written import Written, texts
from restamp.pointers import escape_token
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

_LONGEST_MEMBER = 100
"""Characters of a new member of an enumeration: longer text is none."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares the body of one response."""

    document: Written
    seen: Finding
    """What all findings have in common: the operation and the time."""

    def differences(
        self, value: Json, schema: Node, place: str = "", depth: int = 0
    ) -> list[Finding]:
        """How a value differs from its schema and from everything that the schema refers to."""
        target = self.document.target(schema)
        if target is None or not target.is_mapping or depth > MAX_DEPTH:
            return []
        if value is None:
            allowed = admits_null(self.document, schema)
            return [] if allowed else [self._finding(Difference.NULL, schema, place, value)]
        own = self._own(value, target, place)
        if own and own[0].difference is Difference.TYPE:
            return own
        for part in parts_of(target, "allOf"):
            own += self.differences(value, part, place, depth + 1)
        for keyword in UNIONS:
            if branches := [*parts_of(target, keyword)]:
                own += self._union(value, target, keyword, branches, place, depth)
        return own + self._inner(value, target, place)

    def _own(self, value: Json, schema: Node, place: str) -> list[Finding]:
        """Differences from the keywords of one schema, without those of its parts."""
        type_ = json_type(value)
        members = members_of(schema)
        if not fits_type(type_, types_of(schema)):
            return [self._finding(Difference.TYPE, schema, place, value)]
        if members is not None and value not in members:
            kinds = {json_type(member) for member in members}
            if (
                type_ in kinds
                and isinstance(value, (str, int))
                and len(str(value)) <= _LONGEST_MEMBER
            ):
                return [
                    replace(self._finding(Difference.ENUM, schema, place, value), values=(value,))
                ]
            if type_ not in kinds:
                return [self._finding(Difference.TYPE, schema, place, value)]
        if isinstance(value, str) and not fits_format(value, schema):
            return [self._finding(Difference.TYPE, schema, place, value)]
        return []

    def _inner(self, value: Json, schema: Node, place: str) -> list[Finding]:
        """Differences of the members or the items of a value."""
        findings: list[Finding] = []
        match value:
            case dict():
                findings += self._missing(value, schema, place)
                for member, inner, inner_place in _members(value, schema, place):
                    findings += self.differences(member, inner, inner_place)
            case list():
                for item, inner in _items(value, schema):
                    findings += self.differences(item, inner, f"{place}/*")
            case _:
                pass
        return findings

    def _missing(self, value: Mapping[str, Json], schema: Node, place: str) -> Iterator[Finding]:
        for name in texts(schema.raw("required")):
            if name not in value and not self._is_write_only(schema, name):
                at = f"{place}/{escape_token(name)}"
                yield replace(
                    self._finding(Difference.MISSING, schema, at, None), name=name, types={}
                )

    def _is_write_only(self, schema: Node, name: str) -> bool:
        properties = schema.get("properties")
        declared = None if properties is None else properties.get(name)
        target = None if declared is None else self.document.target(declared)
        return (declared is not None and declared.flag("writeOnly")) or (
            target is not None and target.flag("writeOnly")
        )

    def _union(
        self,
        value: Json,
        union: Node,
        keyword: str,
        branches: Sequence[Node],
        place: str,
        depth: int,
    ) -> list[Finding]:
        """The differences from the branch that the value belongs to, by its discriminator or else the nearest."""
        chosen = self._discriminated(value, union, branches)
        if chosen is not None:
            return self.differences(value, chosen, place, depth + 1)
        best: list[Finding] | None = None
        for branch in branches:
            findings = self.differences(value, branch, place, depth + 1)
            if not findings:
                return []
            is_other = any(f.place == place and f.difference is Difference.TYPE for f in findings)
            if not is_other and (best is None or _rank(findings) < _rank(best)):
                best = findings
        if best is not None:
            return best
        return [self._finding(Difference.TYPE, union, place, value, keyword)]

    def _discriminated(self, value: Json, union: Node, branches: Sequence[Node]) -> Node | None:
        discriminator = union.raw("discriminator")
        if isinstance(discriminator, str) or not isinstance(value, dict):
            return None
        name = discriminator.get("propertyName") if isinstance(discriminator, dict) else None
        tag = value.get(name) if isinstance(name, str) else None
        if not isinstance(tag, str) or not isinstance(discriminator, dict):
            return None
        mapping = discriminator.get("mapping")
        reference = mapping.get(tag) if isinstance(mapping, dict) else None
        wanted = reference if isinstance(reference, str) else tag
        for branch in branches:
            own = branch.text("$ref") or ""
            if own == wanted or (own and own.rpartition("/")[2] == wanted):
                return branch
        return None

    def _finding(
        self, difference: Difference, schema: Node, place: str, value: Json, keyword: str = ""
    ) -> Finding:
        types = {json_type(value): 1}
        return replace(
            self.seen, difference=difference, at=schema.at, place=place, types=types, name=keyword
        )


def _rank(findings: Sequence[Finding]) -> tuple[int, int]:
    """How far a value is from a branch: new members of enumerations tell another branch."""
    tags = sum(f.difference in (Difference.ENUM, Difference.MISSING) for f in findings)
    return tags, len(findings)


def _members(
    value: Mapping[str, Json], schema: Node, place: str
) -> Iterator[tuple[Json, Node, str]]:
    """The members of an object with their schemas; keys that the schema does not name are `*` in places."""
    properties = schema.get("properties")
    extra = schema.get("additionalProperties")
    for name, member in value.items():
        declared = None if properties is None else properties.get(name)
        if declared is not None:
            yield member, declared, f"{place}/{escape_token(name)}"
        elif extra is not None and extra.is_mapping:
            yield member, extra, f"{place}/*"


def _items(value: Sequence[Json], schema: Node) -> Iterator[tuple[Json, Node]]:
    first = [*parts_of(schema, "prefixItems")]
    items = schema.get("items")
    for number, item in enumerate(value):
        inner = first[number] if number < len(first) else items
        if inner is not None and inner.is_mapping:
            yield item, inner


def object_of(value: object) -> dict[str, Json]:
    """A JSON object, or an empty one."""
    return cast("dict[str, Json]", value) if isinstance(value, dict) else {}
