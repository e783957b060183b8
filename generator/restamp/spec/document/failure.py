"""Why a reference cannot be resolved."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.diagnostics.text import quoted


@dataclass(frozen=True, slots=True)
class Failure:
    """A diagnostic's code and message."""

    code: str
    message: str


def unresolved(reference: str, why: str) -> Failure:
    """The failure of a reference without a target."""
    return Failure("ref-unresolved", f"the reference {quoted(reference)} cannot be resolved: {why}")
