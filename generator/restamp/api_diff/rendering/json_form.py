"""Write a diff as JSON, as docs/reference/diff.schema.json describes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from restamp.api_diff.changes.findings import Difference, Finding, Level, Place, side_text
from restamp.api_diff.rendering.causes import Cause, Span, causes_of
from restamp.api_diff.rendering.types import WIDE

FORM = 1
"""Version of the format; incremented when a member is removed or changes its meaning."""


def as_json(difference: Difference) -> dict[str, Any]:
    """Write the verdict, all causes and all findings."""
    return {
        "form": FORM,
        "title": difference.title,
        "old_version": difference.old_version,
        "new_version": difference.new_version,
        "advice": str(difference.advice),
        **{level.value: len(difference.of(level)) for level in Level},
        "accepted": sum(finding.accepted for finding in difference.findings),
        "remarks": list(difference.remarks),
        "version_at": _place(difference.version_at),
        "causes": [_cause(cause) for cause in causes_of(difference)],
        "findings": [_finding(finding) for finding in difference.findings],
    }


def as_json_of_clients(differences: Iterable[Difference]) -> dict[str, Any]:
    """Write the diffs of several clients, with the name of each."""
    members = [{"client": one.client, **as_json(one)} for one in differences]
    return {"form": FORM, "clients": members}


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "fingerprint": cause.fingerprint,
        "level": cause.level.value,
        "accepted": cause.first.accepted,
        "text": _text(cause.lead(WIDE)),
        "why": cause.whys,
        "findings": [finding.fingerprint for finding in cause.findings],
    }


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "fingerprint": finding.fingerprint,
        "kind": finding.kind,
        "level": finding.level.value,
        "accepted": finding.accepted,
        "symbol": finding.symbol,
        "message": finding.message,
        "why": finding.why,
        "before": side_text(finding.before),
        "after": side_text(finding.after),
        "old": _place(finding.old),
        "new": _place(finding.new),
        "also": list(finding.also),
        "seen_by_checkers": finding.seen_by_checkers,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"pointer": place.pointer, "file": place.file, "line": place.line}
