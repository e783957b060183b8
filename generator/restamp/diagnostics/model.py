"""Findings about the input, each at a place (`restamp.pointers`), and the collector that gathers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict, Unpack

from restamp.diagnostics.position import Position

_MOST = 10_000
"""Findings of one code that are kept: a hostile document could make one for each of its bytes."""


class Severity(StrEnum):
    """How bad a finding is: an error stops the writing, a warning widened something, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is stable kebab-case; `at` is a place; the rest is filled in when it is located."""

    severity: Severity
    code: str
    message: str
    at: str = "#"
    file: str = ""
    position: Position = Position(1, 1)
    excerpt: tuple[tuple[int, str], ...] = ()
    """Line number and text of the lines to show: the one before, and the one meant (the last)."""

    @property
    def pointer(self) -> str:
        """The JSON Pointer alone, in fragment form: `#/paths`."""
        return "#" + self.at.partition("#")[2]


class Located(TypedDict, total=False):
    """What locates a finding in a file."""

    file: str
    position: Position
    excerpt: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Diagnostics:
    """Gathers findings in the order they are made, each once."""

    found: list[Diagnostic] = field(default_factory=list[Diagnostic])
    _seen: set[tuple[str, str, str]] = field(default_factory=set[tuple[str, str, str]])
    _counts: Counter[str] = field(default_factory=Counter[str])

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a finding, unless the same was made at the same place before.

        After 10,000 of one code the next stands for all that follow.
        """
        code = diagnostic.code
        key = (code, diagnostic.at, diagnostic.message)
        if self._counts[code] > _MOST or key in self._seen:
            return
        self._seen.add(key)
        self._counts[code] += 1
        if self._counts[code] > _MOST:
            said = f"there are more than {_MOST:,} of this kind; the rest is not listed"
            diagnostic = replace(diagnostic, message=said)
        self.found.append(diagnostic)

    def error(self, code: str, message: str, at: str = "#", **located: Unpack[Located]) -> None:
        """The input is wrong in a way that leaves nothing sensible to write."""
        self.add(Diagnostic(Severity.ERROR, code, message, at, **located))

    def warning(self, code: str, message: str, at: str = "#", **located: Unpack[Located]) -> None:
        """Something was widened or repaired; the message says to what and why."""
        self.add(Diagnostic(Severity.WARNING, code, message, at, **located))

    def note(self, code: str, message: str, at: str = "#", **located: Unpack[Located]) -> None:
        """Something was renamed or ignored without loss."""
        self.add(Diagnostic(Severity.NOTE, code, message, at, **located))

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(d.severity is Severity.ERROR for d in self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)


def strict(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings with every warning turned into an error."""
    return tuple(
        replace(d, severity=Severity.ERROR) if d.severity is Severity.WARNING else d
        for d in diagnostics
    )
