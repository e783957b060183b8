"""Group findings by cause: one entry for the same change in many places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from restamp.api_diff.changes.findings import Difference, Finding, Level, Side, side_text
from restamp.api_diff.rendering.types import Change, changed, cut, shortened
from restamp.api_diff.rules import RANKS, has_types
from restamp.records import dataclass

COMMON = 3
"""Minimum number of arguments or fields of one name for an entry of their own."""
RETYPED = "retyped"
CHANGED_TYPE = "different type"
_MEMBER = re.compile(
    r"""(?P<owner>.+?)(?:\((?P<argument>\w+)\)|\["(?P<key>.*)"\]|\.(?P<field>\w+))"""
)
_OWNERS = {"argument": "operation", "field": "model", "key": "type", "member": "enumeration"}
_NOUNS = {
    "credentials": "operation",
    "deprecated": "place",
    "dict": "typed dict",
    "return": "result",
    "enum": "enumeration",
    "limits": "place",
    "default": "place",
    "media": "operation",
    "pagination": "operation",
    "retries": "operation",
    "server": "operation",
    "status": "operation",
    "waiter": "operation",
    "base": "model",
    "extra": "model",
    "kind": "model",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: words, or code such as a name or type."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """One change, with all its findings."""

    findings: tuple[Finding, ...]
    name: str = ""
    """The name of the argument or field that changes in many places; empty if the names differ."""
    is_coarse: bool = False
    """Whether its findings only share their rule."""

    @property
    def first(self) -> Finding:
        """The finding that represents all."""
        return self.findings[0]

    @property
    def level(self) -> Level:
        """The level of all its findings."""
        return self.first.level

    @property
    def fingerprint(self) -> str:
        """The id that accepts all its findings: that of a single finding, or a combined one."""
        prints = sorted(finding.fingerprint for finding in self.findings)
        return (
            prints[0] if len(prints) == 1 else sha256("\n".join(prints).encode()).hexdigest()[:12]
        )

    @property
    def change(self) -> Change | None:
        """The change of the type; None if no type changes."""
        finding = self.first
        if has_types(finding.kind) and finding.before and finding.after:
            return changed(finding.before, finding.after)
        return None

    @property
    def symbols(self) -> tuple[str, ...]:
        """The changed symbols; only their owners if all have the name `name`."""
        if self.name:
            return tuple(_split(finding)[0] for finding in self.findings)
        return tuple(finding.symbol for finding in self.findings)

    @property
    def heirs(self) -> tuple[str, ...]:
        """Symbols that inherit the change."""
        return tuple(symbol for finding in self.findings for symbol in finding.also)

    @property
    def whys(self) -> str:
        """The reasons for the level of its findings."""
        return "; ".join(dict.fromkeys(f.why for f in self.findings if f.why))

    def lead(self, width: int) -> tuple[Span, ...]:
        """The change and the number of places, with types up to `width` characters."""
        finding, count = self.first, len(self.findings)
        message = Span(f" {finding.message}")
        if count == 1:
            return (Span(finding.symbol, True), message)
        if self.name:
            return (Span(self.name, True), message, Span(f", in {_counted(self.findings, True)}"))
        if finding.message.startswith(("added", "removed")):
            return (Span(f"{_counted(self.findings)} {finding.message}"),)
        sides = self.sides(width)
        words = CHANGED_TYPE if _is_retyped(finding) else finding.message
        head = (Span(words),) if not sides else (Span(f"{words}: "), *sides)
        return (*head, Span(f", in {_counted(self.findings)}"))

    def brief(self, width: int) -> tuple[Span, ...]:
        """The change with both sides; for a cause with one finding."""
        finding, sides = self.first, self.sides(width)
        if sides and _is_retyped(finding):
            return (Span(finding.symbol, True), Span(": "), *sides)
        return (*self.lead(width), *((Span(": "), *sides) if sides else ()))

    def sides(self, width: int) -> tuple[Span, ...]:
        """Both sides in a line; empty if they add nothing to the message."""
        finding, change = self.first, self.change
        if len(self.findings) > 1 and (self.is_coarse or not self._is_alike()):
            return ()
        if change is not None:
            usual = finding.message.startswith("is now") and change.is_of_none
            return () if usual else (Span(change.text(width), True),)
        if finding.kind.endswith(("-added", "-removed")) and len(self.findings) > 1:
            return ()
        if finding.before == finding.after:
            return (Span(fold(finding, finding.before, width), True),) if finding.before else ()
        shown = [fold(finding, side, width // 2) for side in (finding.before, finding.after)]
        return (Span(" -> ".join(side or "nothing" for side in shown), True),) if any(shown) else ()

    def _is_alike(self) -> bool:
        """Whether all its findings have the same sides or the same change of type."""
        if self.change is not None:
            return len({changed(f.before, f.after) for f in self.findings}) == 1
        return len({(f.before, f.after) for f in self.findings}) == 1


def fold(finding: Finding, side: Side, width: int) -> str:
    """One side of a finding, shortened if it is wide."""
    return shortened(side, width) if has_types(finding.kind) else cut(side_text(side), width)


def causes_of(difference: Difference, *, coarse: bool = False) -> tuple[Cause, ...]:
    """Group the findings by cause, sorted by level, then by rule, then by number of places.

    With `coarse`, harmless findings are grouped by rule alone.
    """
    buckets: dict[object, list[Finding]] = {}
    for finding in difference.findings:
        is_coarse = coarse and finding.level is Level.HARMLESS
        family = _family(finding)
        message = "" if family == RETYPED else finding.message
        key = ("coarse", finding.accepted, family, message) if is_coarse else _key(finding)
        buckets.setdefault(key, []).append(finding)
    causes: list[Cause] = []
    for bucket in buckets.values():
        is_coarse = coarse and bucket[0].level is Level.HARMLESS
        causes += [Cause(tuple(bucket), is_coarse=True)] if is_coarse else _named(bucket)
    return tuple(sorted(causes, key=_order))


def resource(finding: Finding) -> str:
    """The part of the client that a finding belongs to: `client.pets`, `models`."""
    symbol = finding.symbol.partition("(")[0].removesuffix("()")
    parts = symbol.split(".")
    if parts[0] in ("client", "api") and len(parts) > 2:
        methods = ("items", "wait", "stream")
        has_method = "()" in finding.symbol and parts[-1] in methods and len(parts) > 3
        return ".".join(parts[: -2 if has_method else -1])
    return parts[0]


def _key(finding: Finding) -> object:
    family, sides = _family(finding), (finding.before, finding.after)
    what: object = finding.message
    side: object = ()
    if has_types(finding.kind):
        if finding.before and finding.after:
            change = changed(*sides)
            is_retyped = _is_retyped(finding)
            what = "" if is_retyped else what
            side = () if not is_retyped and change.is_of_none else change
    elif finding.level is not Level.HARMLESS and not finding.kind.endswith(("-added", "-removed")):
        side = sides
    return finding.level, finding.accepted, family, what, side


def _is_retyped(finding: Finding) -> bool:
    """Whether it only says that a type is different."""
    is_named_so = finding.kind.endswith(("-type", "-changed", "-widened"))
    return has_types(finding.kind) and is_named_so and not finding.message.startswith("is now")


def _family(finding: Finding) -> str:
    both = has_types(finding.kind) and finding.before and finding.after
    return RETYPED if both and _is_retyped(finding) else finding.kind.replace("key-", "field-")


def _named(bucket: Sequence[Finding]) -> Iterator[Cause]:
    """Split findings with the same change into causes: one for each name that occurs in many places."""
    split = [_split(finding)[1] for finding in bucket]
    names = Counter(name for name in split if name)
    is_named = bucket[0].kind.partition("-")[0] in ("argument", "field", "key")
    common = {name for name, count in names.items() if count >= COMMON or count == len(bucket) > 1}
    if not is_named or not common or bucket[0].kind.endswith("-type"):
        yield Cause(tuple(bucket))
        return
    for name in common:
        yield Cause(tuple(f for f, own in zip(bucket, split, strict=True) if own == name), name)
    rest = tuple(f for f, own in zip(bucket, split, strict=True) if own not in common)
    if rest:
        yield Cause(rest)


def _order(cause: Cause) -> tuple[object, ...]:
    first = cause.first
    rank = RANKS.get(first.kind, len(RANKS))
    return first.accepted, first.level.rank, rank, -len(cause.findings), first.symbol, first.message


def _split(finding: Finding) -> tuple[str, str]:
    """The owner and the name of an argument, field or key; the name is empty for other symbols."""
    match = _MEMBER.fullmatch(finding.symbol)
    if match is None or finding.kind.partition("-")[0] not in ("argument", "field", "key"):
        return finding.symbol, ""
    return match["owner"], match["argument"] or match["key"] or match["field"] or ""


def _counted(findings: Sequence[Finding], owners: bool = False) -> str:
    """The number of findings with a noun: `44 operations`."""
    words = {finding.kind.partition("-")[0] for finding in findings}
    word = words.pop() if len(words) == 1 else "place"
    noun = _OWNERS.get(word, "place") if owners else _NOUNS.get(word, word)
    if word == "place" and findings[0].kind.partition("-")[0] in ("field", "key"):
        noun = "model" if owners else "field"
    return f"{len(findings)} {noun if len(findings) == 1 else f'{noun}s'}"
