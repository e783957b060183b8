"""Diagnostics as text that is safe to print, whatever the document contains."""

from __future__ import annotations

import json
import unicodedata

from restamp.diagnostics.model import Diagnostic
from restamp.pointers import is_url

_MAX_QUOTED_LENGTH = 100
"""Maximum length of a value in a message."""
_CONTROL_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of characters that control a terminal or editor, or cannot be displayed."""


def printable(text: str) -> str:
    """Replace control characters, including line ends, by visible escapes."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def quoted(value: object) -> str:
    """Format a value of a document for a message: strings in quotes, truncated and safe to print."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    text = printable(
        text if len(text) <= _MAX_QUOTED_LENGTH else text[: _MAX_QUOTED_LENGTH - 1] + "…"
    )
    return f'"{text}"' if isinstance(value, str) else text


def reason(error: OSError) -> str:
    """The operating system's message for an error, in lower case."""
    return (error.strerror or str(error)).lower()


def show(diagnostic: Diagnostic) -> str:
    """Format a diagnostic as a block of text: position, message, pointer and an excerpt of the source.

    Text of the document cannot add lines to the block. A diagnostic about the command line, or about a URL that was not
    read, has no position. One about a whole file has no pointer.
    """
    d = diagnostic
    what = f"{d.severity}[{d.code}]: {printable(d.message)}"
    if not d.file:
        return f"restamp: {what}"
    if is_url(d.file) and not d.excerpt and d.pointer == "#":
        return f"{printable(d.file)}: {what}"
    place = f"{printable(d.file)}:{d.position.line}:{d.position.column}"
    lines = [f"{place}: {what}"]
    if d.pointer != "#":
        lines.append(f"  at {printable(d.pointer)}")
    width = max((len(str(number)) for number, _ in d.excerpt), default=0)
    for number, text in d.excerpt:
        mark = ">" if number == d.position.line else " "
        lines.append(f" {mark} {number:>{width}} | {printable(text)}".rstrip())
    return "\n".join(lines)


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) not in _CONTROL_CATEGORIES:
        return character
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
