"""What Restamp says about its input: located findings, and the collector that gathers them.

A place is written as one string everywhere in Restamp: a JSON Pointer (RFC 6901) in URI fragment
form, preceded by the file it is in where that is not the main document:
`#/paths/~1pets/get`, `shared/errors.yaml#/components/schemas/Error`.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict, Unpack

_MOST = 10_000
"""Findings of one code that are kept: a hostile document could make one for each of its bytes."""
_QUOTED = 100
_SHOWN = 200
"""Characters of a value that a message shows."""
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of what a terminal or an editor would obey, or could not show."""


class Severity(StrEnum):
    """How bad a finding is: an error stops the writing, a warning widened something, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file; both numbers start at 1, the column counts characters."""

    line: int
    column: int


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


def token(key: str) -> str:
    """One reference token of a JSON Pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")


def untoken(part: str) -> str:
    """The key that a reference token stands for (RFC 6901, section 4)."""
    return part.replace("~1", "/").replace("~0", "~")


def below(at: str, *keys: str | int) -> str:
    """The place reached from `at` by these keys and indices."""
    return at + "".join("/" + token(str(key)) for key in keys)


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


def printable(text: str) -> str:
    """The text with all that a terminal would obey, and every line end, as a visible escape."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def quoted(value: object) -> str:
    """A value of a document as a message shows it: text in quotes, cut and safe to print."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    text = printable(text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…")
    return f'"{text}"' if isinstance(value, str) else text


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror or str(error)).lower()


def excerpt(text: str, position: Position) -> tuple[tuple[int, str], ...]:
    """The line of a position, and the one before it, as a diagnostic shows them."""
    lines = text.split("\n")
    shown = range(max(1, position.line - 1), min(position.line, len(lines)) + 1)
    return tuple((number, lines[number - 1][:_SHOWN]) for number in shown)


def show(diagnostic: Diagnostic) -> str:
    """One finding as a block of text: where, what, the pointer and an excerpt of the source.

    Whatever a document says in it, the block has these lines and no others.
    """
    d = diagnostic
    place = f"{printable(d.file) or '-'}:{d.position.line}:{d.position.column}"
    lines = [
        f"{place}: {d.severity}[{d.code}]: {printable(d.message)}",
        f"  at {printable(d.pointer)}",
    ]
    width = max((len(str(number)) for number, _ in d.excerpt), default=0)
    for number, text in d.excerpt:
        mark = ">" if number == d.position.line else " "
        lines.append(f" {mark} {number:>{width}} | {printable(text)}".rstrip())
    return "\n".join(lines)


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) not in _OBEYED:
        return character
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
