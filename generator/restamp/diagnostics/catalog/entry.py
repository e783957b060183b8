"""What the catalogue says of one code."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.diagnostics.model import Severity

ERROR, WARNING, NOTE = (Severity.ERROR,), (Severity.WARNING,), (Severity.NOTE,)


@dataclass(frozen=True, slots=True)
class Entry:
    """One code."""

    code: str
    severities: tuple[Severity, ...]
    """The usual one first."""
    meaning: str
    advice: str
    """What a user can do."""
