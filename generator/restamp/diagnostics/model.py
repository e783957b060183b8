"""Diagnostics about the input, each with a location (`restamp.pointers`), and the collector for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from enum import StrEnum
from typing import TypedDict, Unpack

from restamp.diagnostics.position import Position
from restamp.records import dataclass

_MAX_PER_CODE = 10_000
"""Diagnostics of one code that are collected; a hostile document could cause one for each byte."""


class Severity(StrEnum):
    """Severity of a diagnostic: after an error nothing is written, a warning changes the result, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One diagnostic. `code` is stable kebab-case and `at` a location; the other fields follow from these."""

    severity: Severity
    code: str
    message: str
    at: str = "#"
    file: str = ""
    position: Position = Position(1, 1)
    excerpt: tuple[tuple[int, str], ...] = ()
    """Line number and text of the lines to show; the last is the line of `position`."""

    @property
    def pointer(self) -> str:
        """The JSON Pointer without the file, in fragment form: `#/paths`."""
        return "#" + self.at.partition("#")[2]


class Located(TypedDict, total=False):
    """The fields of a diagnostic that locate it in a file."""

    file: str
    position: Position
    excerpt: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Diagnostics:
    """Collects diagnostics in order, without duplicates."""

    entries: list[Diagnostic] = field(default_factory=list[Diagnostic])
    _seen: set[tuple[str, str, str, str]] = field(default_factory=set[tuple[str, str, str, str]])
    _counts: Counter[str] = field(default_factory=Counter[str])

    def add(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic unless an equal one was added before.

        After 10,000 of one code, one more says that the rest is omitted.
        """
        code = diagnostic.code
        key = (code, diagnostic.file, diagnostic.at, diagnostic.message)
        if self._counts[code] > _MAX_PER_CODE or key in self._seen:
            return
        self._seen.add(key)
        self._counts[code] += 1
        if self._counts[code] > _MAX_PER_CODE:
            message = f"more than {_MAX_PER_CODE:,} diagnostics have this code; the rest is omitted"
            diagnostic = replace(diagnostic, message=message)
        self.entries.append(diagnostic)

    def error(self, code: str, message: str, at: str = "#", **located: Unpack[Located]) -> None:
        """Report that the input cannot be used; nothing is written."""
        self.add(Diagnostic(Severity.ERROR, code, message, at, **located))

    def warning(self, code: str, message: str, at: str = "#", **located: Unpack[Located]) -> None:
        """Report that something was widened or repaired; the message says how and why."""
        self.add(Diagnostic(Severity.WARNING, code, message, at, **located))

    def note(self, code: str, message: str, at: str = "#", **located: Unpack[Located]) -> None:
        """Report that something was renamed or ignored without loss."""
        self.add(Diagnostic(Severity.NOTE, code, message, at, **located))

    @property
    def failed(self) -> bool:
        """Whether any diagnostic is an error."""
        return any(d.severity is Severity.ERROR for d in self.entries)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.entries)


def strict(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Turn every warning into an error."""
    return tuple(
        replace(d, severity=Severity.ERROR) if d.severity is Severity.WARNING else d
        for d in diagnostics
    )
