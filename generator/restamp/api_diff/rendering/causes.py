"""Findings by their cause: one entry for what is one change in many places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from restamp.api_diff.changes.findings import Difference, Finding, Level, Side, side_text
from restamp.api_diff.rendering.types import Change, changed, cut, folded
from restamp.api_diff.rules import RANKS, has_types

COMMON = 3
"""So many arguments or fields of one name are one change of their own."""
RETYPED = "retyped"
ANOTHER = "another type"
_MEMBER = re.compile(
    r"""(?P<owner>.+?)(?:\((?P<argument>\w+)\)|\["(?P<key>.*)"\]|\.(?P<field>\w+))"""
)
_OWNERS = {"argument": "operation", "field": "model", "key": "type", "member": "enumeration"}
_NOUNS = {
    "answer": "result",
    "credentials": "operation",
    "deprecated": "place",
    "dict": "type of dict",
    "enum": "enumeration",
    "limits": "place",
    "default": "place",
    "media": "operation",
    "pagination": "operation",
    "retries": "operation",
    "server": "operation",
    "status": "operation",
    "waiter": "operation",
    "way": "operation",
    "base": "model",
    "extra": "model",
    "kind": "model",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: words, or a name or type that is code."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """One change, and all findings that it makes."""

    findings: tuple[Finding, ...]
    name: str = ""
    """The argument or field that changes in many places; empty where these have different names."""
    is_coarse: bool = False
    """Whether its findings have a kind in common, and no more."""

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.findings[0]

    @property
    def level(self) -> Level:
        """That of all its findings."""
        return self.first.level

    @property
    def fingerprint(self) -> str:
        """What an approval of all of it names: that of the only finding, or one of all of them."""
        prints = sorted(finding.fingerprint for finding in self.findings)
        return (
            prints[0] if len(prints) == 1 else sha256("\n".join(prints).encode()).hexdigest()[:12]
        )

    @property
    def change(self) -> Change | None:
        """What changes in a type; None where no type changes."""
        finding = self.first
        if has_types(finding.kind) and finding.before and finding.after:
            return changed(finding.before, finding.after)
        return None

    @property
    def symbols(self) -> tuple[str, ...]:
        """Where it is: the owners where the name is said already."""
        if self.name:
            return tuple(_split(finding)[0] for finding in self.findings)
        return tuple(finding.symbol for finding in self.findings)

    @property
    def heirs(self) -> tuple[str, ...]:
        """What inherits it."""
        return tuple(symbol for finding in self.findings for symbol in finding.also)

    @property
    def whys(self) -> str:
        """Why its findings have their level."""
        return "; ".join(dict.fromkeys(f.why for f in self.findings if f.why))

    def lead(self, width: int) -> tuple[Span, ...]:
        """What happened, in how many places; types take up to `width` characters."""
        finding, count = self.first, len(self.findings)
        said = Span(f" {finding.message}")
        if count == 1:
            return (Span(finding.symbol, True), said)
        if self.name:
            return (Span(self.name, True), said, Span(f", in {_counted(self.findings, True)}"))
        if finding.message.startswith(("added", "removed")):
            return (Span(f"{_counted(self.findings)} {finding.message}"),)
        sides = self.sides(width)
        words = ANOTHER if _is_retyped(finding) else finding.message
        head = (Span(words),) if not sides else (Span(f"{words}: "), *sides)
        return (*head, Span(f", in {_counted(self.findings)}"))

    def brief(self, width: int) -> tuple[Span, ...]:
        """What happened at the only place, with both sides."""
        finding, sides = self.first, self.sides(width)
        if sides and _is_retyped(finding):
            return (Span(finding.symbol, True), Span(": "), *sides)
        return (*self.lead(width), *((Span(": "), *sides) if sides else ()))

    def sides(self, width: int) -> tuple[Span, ...]:
        """What is there in place of what, in a line; nothing where there is nothing to say."""
        finding, change = self.first, self.change
        if len(self.findings) > 1 and (self.is_coarse or not self._is_alike()):
            return ()
        if change is not None:
            usual = finding.message.startswith("is now") and change.is_of_none
            return () if usual else (Span(change.text(width), True),)
        if finding.kind.endswith(("-added", "-removed")) and len(self.findings) > 1:
            return ()
        shown = [fold(finding, side, width // 2) for side in (finding.before, finding.after)]
        return (Span(" -> ".join(side or "nothing" for side in shown), True),) if any(shown) else ()

    def _is_alike(self) -> bool:
        """Whether all its findings have the same sides, or the same change of a type."""
        if self.change is not None:
            return len({changed(f.before, f.after) for f in self.findings}) == 1
        return len({(f.before, f.after) for f in self.findings}) == 1


def fold(finding: Finding, side: Side, width: int) -> str:
    """One side of a finding, folded where it is wide."""
    return folded(side, width) if has_types(finding.kind) else cut(side_text(side), width)


def causes_of(difference: Difference, *, coarse: bool = False) -> tuple[Cause, ...]:
    """All causes: the worst level first, then what matters most, then what is in most places.

    With `coarse`, what is harmless is one entry for each kind.
    """
    buckets: dict[object, list[Finding]] = {}
    for finding in difference.findings:
        is_coarse = coarse and finding.level is Level.HARMLESS
        family = _family(finding)
        said = "" if family == RETYPED else finding.message
        key = ("coarse", finding.accepted, family, said) if is_coarse else _key(finding)
        buckets.setdefault(key, []).append(finding)
    found: list[Cause] = []
    for bucket in buckets.values():
        is_coarse = coarse and bucket[0].level is Level.HARMLESS
        found += [Cause(tuple(bucket), is_coarse=True)] if is_coarse else _named(bucket)
    return tuple(sorted(found, key=_order))


def resource(finding: Finding) -> str:
    """The part of the client that it is about: `client.pets`, `models`."""
    symbol = finding.symbol.partition("(")[0].removesuffix("()")
    parts = symbol.split(".")
    if parts[0] in ("client", "api") and len(parts) > 2:
        ways = ("items", "wait", "stream")
        has_way = "()" in finding.symbol and parts[-1] in ways and len(parts) > 3
        return ".".join(parts[: -2 if has_way else -1])
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
    """Whether it says no more than that a type is another one."""
    is_named_so = finding.kind.endswith(("-type", "-changed", "-widened"))
    return has_types(finding.kind) and is_named_so and not finding.message.startswith("is now")


def _family(finding: Finding) -> str:
    both = has_types(finding.kind) and finding.before and finding.after
    return RETYPED if both and _is_retyped(finding) else finding.kind.replace("key-", "field-")


def _named(bucket: Sequence[Finding]) -> Iterator[Cause]:
    """The causes of findings that are alike: those of one name that is in many places apart."""
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
    """The owner of an argument, a field or a key, and its name; the name is empty of anything else."""
    match = _MEMBER.fullmatch(finding.symbol)
    if match is None or finding.kind.partition("-")[0] not in ("argument", "field", "key"):
        return finding.symbol, ""
    return match["owner"], match["argument"] or match["key"] or match["field"] or ""


def _counted(findings: Sequence[Finding], owners: bool = False) -> str:
    """How many there are of what: `44 operations`."""
    words = {finding.kind.partition("-")[0] for finding in findings}
    word = words.pop() if len(words) == 1 else "place"
    noun = _OWNERS.get(word, "place") if owners else _NOUNS.get(word, word)
    if word == "place" and findings[0].kind.partition("-")[0] in ("field", "key"):
        noun = "model" if owners else "field"
    plural = "types of dicts" if noun == "type of dict" else f"{noun}s"
    return f"{len(findings)} {noun if len(findings) == 1 else plural}"
