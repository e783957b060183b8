"""Why a reference leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.diagnostics.text import quoted


@dataclass(frozen=True, slots=True)
class Failure:
    """A diagnostic's code and message."""

    code: str
    message: str


def unresolved(reference: str, why: str) -> Failure:
    """The failure of a reference that names nothing."""
    return Failure("ref-unresolved", f"the reference {quoted(reference)} cannot be resolved: {why}")
