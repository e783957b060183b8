"""Why something could not be done: returned in place of it, since the caller decides what follows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """The code and message of a diagnostic, and its location unless the caller knows that."""

    code: str
    message: str
    at: str = ""
    is_fatal: bool = False
    """Whether it is an error wherever it occurs."""
