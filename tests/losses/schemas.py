"""What a schema says, as this tool reads it: the ways in which a value can fulfil it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Literal

from .reading import Library, Place

MOST = 300
"""Combinations of branches that are looked at one by one; of more, each branch alone."""

NULLABLE = ("nullable", "x-nullable", "x-isnullable", "x-isNullable")
"""Keywords before OpenAPI 3.1; those of Swagger 2.0 are extensions."""

Verdict = Literal["allowed", "denied", "open"]
Places = tuple[Place, ...]


@dataclass(frozen=True)
class Way:
    """One way to fulfil a schema: every part of it holds at once."""

    parts: Places
    branches: Places = ()
    """The branches of unions that were taken."""
    passed: Places = field(default=(), compare=False)
    """References and `allOf`s on the way to the parts."""


def is_nothing(schema: Any) -> bool:
    """Whether no value fulfils a schema."""
    return schema is False or (isinstance(schema, dict) and schema.get("not") in (True, {}))


class Reader:
    """The schemas of one document."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._ways: dict[Places, list[Way]] = {}

    def ways(self, places: Places) -> list[Way]:
        """All ways to fulfil these schemas at once, null apart."""
        if places not in self._ways:
            self._ways[places] = list(self._combined(places, (), 0))
        return self._ways[places]

    def _combined(self, places: Places, branches: Places, depth: int) -> Iterator[Way]:
        parts, passed = dict[Place, None](), dict[Place, None]()
        groups = list[list[Place]]()
        for place in places:
            self._gather(place, parts, passed, groups)
        if any(is_nothing(part.value) for part in parts):
            return
        taken = tuple(parts)
        groups = [group for group in groups if not set(group) & set(branches)]
        if not groups or depth > 8:
            yield Way(taken, branches, tuple(passed))
            return
        count = 1
        for group in groups:
            count *= len(group)
        chosen: Iterable[Sequence[Place]] = product(*groups)
        if count > MOST:
            chosen = [(branch,) for group in groups for branch in group]
        for combination in chosen:
            inner = (*taken, *combination)
            for way in self._combined(inner, (*branches, *combination), depth + 1):
                yield Way(way.parts, way.branches, (*passed, *way.passed))

    def _gather(
        self,
        place: Place,
        parts: dict[Place, None],
        passed: dict[Place, None],
        groups: list[list[Place]],
    ) -> None:
        if place in passed or place in parts:
            if place in parts:
                self._groups(place, groups)
            return
        reference = place.get("$ref")
        if isinstance(reference, str):
            passed[place] = None
            target = self.library.resolve(place, reference)
            if target is not None:
                self._gather(target, parts, passed, groups)
            if self.library.is_old:
                return
        dynamic = place.get("$dynamicRef")
        if isinstance(dynamic, str):
            passed[place] = None
            target = self.library.resolve_dynamic(place, dynamic)
            if target is not None:
                self._gather(target, parts, passed, groups)
        if place.get("allOf"):
            passed[place] = None
            for _, part in self.library.members(place, "allOf"):
                self._gather(part, parts, passed, groups)
        parts[place] = None
        self._groups(place, groups)

    def _groups(self, place: Place, groups: list[list[Place]]) -> None:
        for keyword in ("oneOf", "anyOf"):
            if isinstance(place.get(keyword), list) and place.get(keyword):
                group = [branch for _, branch in self.library.members(place, keyword)]
                if group not in groups:
                    groups.append(group)

    def types(self, way: Way) -> set[str] | None:
        """The JSON types of the values that fulfil all parts, without null; None where any can."""
        allowed: set[str] | None = None
        for part in way.parts:
            own = _types(part.value)
            if own is None:
                continue
            if allowed is None:
                allowed = own
            else:
                both = allowed & own
                if "integer" in allowed | own and "number" in allowed | own:
                    both = both | {"integer"}
                allowed = both
        if allowed is not None:
            return allowed - {"null"}
        return None

    def properties(self, way: Way, *, conditional: bool = False) -> dict[str, Places]:
        """What is declared of each property, by its name."""
        by_key: dict[str, Places] = {}
        for part in way.parts:
            for name, place in self.library.members(part, "properties"):
                if not is_nothing(place.value) and isinstance(place.value, (dict, bool)):
                    by_key[name] = (*by_key.get(name, ()), place)
        return by_key

    def keyword_schemas(self, way: Way, keyword: str) -> Places:
        """The schemas under a keyword of the parts, where they say anything."""
        children = (self.library.child(part, keyword) for part in way.parts)
        return tuple(place for place in children if isinstance(place.value, dict) and place.value)

    def flag(self, places: Places, keyword: str) -> bool:
        """Whether a schema or what it is made of has a true keyword, as `readOnly`."""
        todo, seen = list(places), set[Place]()
        while todo:
            place = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            if place.get(keyword) is True:
                return True
            reference = place.get("$ref")
            target = self.library.resolve(place, reference) if isinstance(reference, str) else None
            todo += [target] if target is not None else []
            todo += [part for _, part in self.library.members(place, "allOf")]
        return False

    def null(self, places: Places) -> Verdict:
        """Whether null fulfils these schemas at once."""
        return _both(self._null(place, frozenset()) for place in places)

    def _null(self, place: Place, seen: frozenset[Place]) -> Verdict:
        schema = place.value
        if not isinstance(schema, dict) or place in seen:
            return "denied" if schema is False else "open"
        seen |= {place}
        verdicts = list[Verdict]()
        reference = place.get("$ref")
        if isinstance(reference, str):
            target = self.library.resolve(place, reference)
            verdicts.append("open" if target is None else self._null(target, seen))
            if self.library.is_old:
                return verdicts[0]
        if self.library.is_old and any(place.get(key) is True for key in NULLABLE):
            return "allowed"
        kinds = _declared(schema)
        if kinds is not None:
            verdicts.append("allowed" if "null" in kinds else "denied")
        if isinstance(place.get("enum"), list):
            verdicts.append("allowed" if None in place.get("enum") else "denied")
        if "const" in schema:
            verdicts.append("allowed" if schema["const"] is None else "denied")
        verdicts += [self._null(p, seen) for _, p in self.library.members(place, "allOf")]
        for keyword in ("oneOf", "anyOf"):
            branches = [self._null(p, seen) for _, p in self.library.members(place, keyword)]
            if branches:
                verdicts.append(_either(branches))
        return _both(verdicts)


def _both(verdicts: Iterable[Verdict]) -> Verdict:
    every = set(verdicts)
    return "denied" if "denied" in every else "allowed" if "allowed" in every else "open"


def _either(verdicts: Iterable[Verdict]) -> Verdict:
    every = set(verdicts)
    return "allowed" if "allowed" in every else "open" if "open" in every else "denied"


def _declared(schema: dict[str, Any]) -> set[str] | None:
    kind = schema.get("type")
    if isinstance(kind, str):
        return {kind}
    if isinstance(kind, list) and kind:
        return {one for one in kind if isinstance(one, str)}
    return None


def _types(schema: Any) -> set[str] | None:
    if not isinstance(schema, dict):
        return None
    kinds = _declared(schema)
    values = schema.get("enum") if isinstance(schema.get("enum"), list) else None
    if "const" in schema:
        values = [schema["const"]]
    if values:
        of_values = {json_type(value) for value in values}
        if kinds is None:
            return of_values
        if "number" in kinds:
            kinds = kinds | {"integer"}
        return kinds & of_values
    if kinds is not None:
        return kinds
    if schema.get("nullable") is True and len(schema) == 1:
        return {"null"}
    return None


def json_type(value: Any) -> str:
    """What JSON calls the type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"
