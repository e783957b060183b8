"""Write the summary: verdict, counts and the most important causes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from restamp.api_diff.changes.findings import Difference, Finding, Level
from restamp.api_diff.rendering.causes import resource
from restamp.diagnostics.text import printable

TOP = 3
"""Number of causes in the summary; there is none for this many causes or fewer."""
_WORDS = {Level.BREAKING: "breaking", Level.TESTS: "breaking for tests", Level.HARMLESS: "other"}


def title(difference: Difference) -> str:
    """The title and versions of the document, with the name of the client if there are several."""
    versions = difference.old_version, difference.new_version
    shown = versions[0] if versions[0] == versions[1] else " -> ".join(versions)
    client = f"{difference.client}: " if difference.client else ""
    return printable(f"{client}{difference.title} {shown}")


def verdict(difference: Difference) -> str:
    """The number of changes and the required version increment."""
    return f"{_counted(difference)}; a {difference.advice} version"


def by_kind(findings: Sequence[Finding]) -> list[str]:
    """Counts by rule: rules with breaking findings first, then by number."""
    return _counts(findings, [finding.kind for finding in findings])


def by_resource(findings: Sequence[Finding]) -> list[str]:
    """Counts by part of the client, in the same order."""
    return _counts(findings, [resource(finding) for finding in findings])


def _counts(findings: Sequence[Finding], words: Sequence[str]) -> list[str]:
    worst = dict.fromkeys(words, Level.HARMLESS.rank)
    for finding, word in zip(findings, words, strict=True):
        worst[word] = min(worst[word], finding.level.rank)
    counts = Counter(words)
    order = sorted(counts, key=lambda word: (worst[word], -counts[word], word))
    return [f"{counts[word]} {printable(word)}" for word in order]


def _counted(difference: Difference) -> str:
    if not difference.findings:
        return "no change for callers"
    parts: list[str] = []
    for level, word in _WORDS.items():
        findings = difference.of(level)
        if not findings and level is not Level.BREAKING:
            continue
        accepted = sum(finding.accepted for finding in findings)
        note = f" ({accepted} accepted)" if accepted else ""
        is_one = len(findings) == 1
        noun = "" if is_one or level is Level.TESTS else "s"
        if level is Level.BREAKING:
            noun = f" change{noun}"
        parts.append(f"{len(findings) or 'no'} {word}{noun}{note}")
    return ", ".join(parts)
