"""A problem as a return value, if the caller decides whether it is an error."""

from __future__ import annotations

from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """The code and message of a diagnostic, and its location unless the caller knows that."""

    code: str
    message: str
    at: str = ""
    is_fatal: bool = False
    """Whether it is an error wherever it occurs."""
