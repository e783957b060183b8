"""Why a reference leads nowhere."""

from __future__ import annotations

from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted


def unresolved(reference: str, why: str) -> Problem:
    """The problem of a reference without a target."""
    return Problem("ref-unresolved", f"the reference {quoted(reference)} cannot be resolved: {why}")
