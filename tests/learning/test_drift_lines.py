"""Lines of a drift log lead to the same findings as the recording of the same responses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from restamp.learning.drift_lines import findings_of_lines, parse_lines
from restamp.learning.findings import Finding, merged
from restamp.learning.written import Written
from restamp.spec.tree.node import Node

from .shops import LIES, document
from .test_planted_lies import VERSIONS, corrected, differences

LOGGED = [name for name, lie in LIES.items() if lie.difference != "query"]


def line(finding: Finding, status: int) -> dict[str, Any]:
    """The line of a drift log for a finding of a recording."""
    place = f"/{finding.name}" if finding.difference == "header" else finding.place
    in_body = finding.difference in ("null", "missing", "type", "enum")
    media_type = finding.name if finding.difference == "media_type" else "application/json"
    return {
        "operation": finding.operation,
        "at": "#/somewhere",
        "place": place if in_body or finding.difference == "header" else "",
        "kind": str(finding.difference),
        "observed": {"types": dict(finding.types), "values": [*finding.values]},
        "status": status,
        "media_type": media_type,
        "count": 4,
        "first": "2026-11-29T01:00:00Z",
        "last": "2026-11-30T01:00:00Z",
    }


@pytest.mark.parametrize("lie", LOGGED)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_line_leads_to_the_finding_of_a_recording(version: str, lie: str) -> None:
    tree, reply = document(version), LIES[lie].tell()
    (recorded,) = differences(tree, [reply])
    text = json.dumps(line(recorded, reply.status))
    lines, invalid = parse_lines(f"{text}\n\n")
    assert invalid == []
    findings = merged(findings_of_lines(Written(Node(tree, "#")), lines))
    assert [each.key for each in findings] == [LIES[lie].key(version)]
    assert (findings[0].count, findings[0].first) == (4, "2026-11-29T01:00:00Z")
    if LIES[lie].difference not in ("status", "header"):
        better, _ = corrected(tree, findings)
        assert merged(findings_of_lines(Written(Node(better, "#")), lines)) == ()


def test_lines_that_are_none_are_numbered() -> None:
    lines, invalid = parse_lines(
        '{"operation": 1}\nnot JSON\n[]\n{"kind": "odd", "operation": "GET /"}\n'
    )
    assert (lines, invalid) == ([], [1, 2, 3, 4])


def test_operations_that_are_gone_are_ignored() -> None:
    text = json.dumps({"operation": "GET /gone", "kind": "null", "place": "/id", "status": 200})
    lines, _ = parse_lines(text)
    assert len(lines) == 1
    assert [*findings_of_lines(Written(Node(document("3.1.0"), "#")), lines)] == []
