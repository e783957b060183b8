"""Diagnostics as text, safe to print whatever a document says."""

from __future__ import annotations

import json
import unicodedata

from restamp.diagnostics.model import Diagnostic

_QUOTED = 100
"""Characters of a value that a message shows."""
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of what a terminal or an editor would obey, or could not show."""


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
