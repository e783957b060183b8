"""The catalog entry of one code."""

from __future__ import annotations

from restamp.diagnostics.model import Severity
from restamp.records import dataclass

ERROR, WARNING, NOTE = (Severity.ERROR,), (Severity.WARNING,), (Severity.NOTE,)


@dataclass(frozen=True, slots=True)
class Entry:
    """One code."""

    code: str
    severities: tuple[Severity, ...]
    """The possible severities, the usual one first."""
    meaning: str
    advice: str
    """What users can do."""
