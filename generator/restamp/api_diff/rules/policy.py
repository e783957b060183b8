"""A team's policy for findings: severities, accepted findings, removal after notice, and the version check."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import date

from restamp.api_diff.changes.findings import Advice, Difference, Finding, Level
from restamp.api_diff.changes.reach import REMOVED
from restamp.records import dataclass

NUMBERS = re.compile(r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[-+].*)?")
YEAR = 1990
"""Versions whose first number is this or more are dates."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy, and the date that sunsets are compared with."""

    today: date
    severities: Mapping[str, Level] = field(default_factory=dict[str, Level])
    """Levels by rule id."""
    accept: Collection[str] = ()
    """Fingerprints of findings or causes."""


def judged(difference: Difference, policy: Policy) -> Difference:
    """Apply the policy: adjust the levels, and add a remark if the version does not fit."""
    findings = [_with_level(_after_notice(f, policy.today), policy) for f in difference.findings]
    owners = {finding.symbol: finding for finding in findings if finding.kind == REMOVED}
    findings = [_with_level_of_owners(f, owners, policy) for f in findings]
    findings.sort(key=lambda finding: finding.level.rank)
    changed = replace(difference, findings=tuple(findings))
    return replace(changed, remarks=(*difference.remarks, *_misfit(changed)))


def accepted(difference: Difference, fingerprints: Collection[str]) -> Difference:
    """Mark the findings that these fingerprints name, and what only accepted removed operations led to."""
    findings = [
        replace(f, accepted=f.accepted or f.fingerprint in fingerprints)
        for f in difference.findings
    ]
    owners = {f.symbol for f in findings if f.kind == REMOVED and f.accepted}
    return replace(
        difference,
        findings=tuple(
            replace(f, accepted=True) if f.owners and owners.issuperset(f.owners) else f
            for f in findings
        ),
    )


def _after_notice(finding: Finding, today: date) -> Finding:
    if finding.level is Level.HARMLESS or not finding.kind.endswith("-removed"):
        return finding
    try:
        sunset = date.fromisoformat(finding.sunset[:10])
    except ValueError:
        return finding
    if sunset < today:
        why = f"removed after notice: it was deprecated, with x-sunset {sunset}"
        return replace(finding, level=Level.HARMLESS, why=why)
    return replace(finding, why=f"{finding.why}, before its x-sunset {sunset}")


def _with_level(finding: Finding, policy: Policy) -> Finding:
    level = policy.severities.get(finding.kind)
    return finding if level is None else replace(finding, level=level)


def _with_level_of_owners(
    finding: Finding, owners: Mapping[str, Finding], policy: Policy
) -> Finding:
    """A finding about what goes with removed operations only: at most as severe as the worst of them."""
    if not finding.owners or finding.kind in policy.severities:
        return finding
    if not owners.keys() >= set(finding.owners):
        return finding
    level = min((owners[owner].level for owner in finding.owners), key=lambda level: level.rank)
    if level.rank <= finding.level.rank:
        return finding
    shown = ", ".join(finding.owners[:2]) + (", ..." if len(finding.owners) > 2 else "")
    return replace(finding, level=level, why=f"only {shown} led to it")


def _misfit(difference: Difference) -> tuple[str, ...]:
    """The problem with `info.version`; empty if it is not a semantic version."""
    old, new = (_numbers(v) for v in (difference.old_version, difference.new_version))
    if old is None or new is None or difference.advice is Advice.PATCH or new < old:
        return ()
    # Before 1.0.0 a minor version may break (Semantic Versioning 2.0.0, section 4).
    is_major = difference.advice is Advice.MAJOR and old[0] > 0
    if new[0] > old[0] or (not is_major and new[:2] > old[:2]):
        return ()
    wanted = f"{old[0] + 1}.0.0" if is_major else f"{old[0]}.{old[1] + 1}.0"
    now = difference.new_version
    actual = (
        f"still says version {now}"
        if old == new
        else f"goes from version {difference.old_version} to {now}"
    )
    effect = "callers break" if difference.advice is Advice.MAJOR else "its API changes"
    return (f"the document {actual}, though {effect}; by semantic versioning it would be {wanted}",)


def _numbers(version: str) -> tuple[int, int, int] | None:
    match = NUMBERS.fullmatch(version)
    if match is None or "." not in version or int(match[1]) >= YEAR:
        return None
    return int(match[1]), int(match[2] or 0), int(match[3] or 0)
