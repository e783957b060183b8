"""Printing: the answer on stdout, diagnostics and progress on stderr; styled on a terminal, plain elsewhere.

Whatever comes from a file is shown as text: nothing in it moves a cursor, changes a colour or hides itself.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from restamp.diagnostics import Diagnostic, Severity, show

if TYPE_CHECKING:
    from rich.console import Console as Rich
    from rich.table import Table
    from rich.text import Text

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_WIDTH = 160  # of a shown source line: some documents are one line of megabytes
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command prints; with `quiet`, errors and what was asked for only."""

    quiet: bool = False

    def say(self, line: str) -> None:
        """A line about what was done, unless quiet."""
        if not self.quiet:
            self.answer(line)

    def answer(self, line: str) -> None:
        """A line that was asked for."""
        _write(sys.stdout, plain(line) + "\n")

    def remark(self, line: str) -> None:
        """A line on stderr that explains an answer, unless quiet."""
        if not self.quiet:
            _write(sys.stderr, plain(line) + "\n")

    def report(self, diagnostics: Iterable[Diagnostic]) -> None:
        """The diagnostics, a block each; errors alone if quiet."""
        shown = [
            _visible(diagnostic)
            for diagnostic in diagnostics
            if not self.quiet or diagnostic.severity is Severity.ERROR
        ]
        if shown and _styled(sys.stderr):
            rich = _rich(sys.stderr)
            for diagnostic in shown:
                rich.print(_diagnostic_text(diagnostic), soft_wrap=True)
        else:
            _write(sys.stderr, "".join(f"{show(diagnostic)}\n" for diagnostic in shown))

    def diff(self, text: str, *, errors: bool = False) -> None:
        """A unified diff, on stdout, or with the errors."""
        stream = sys.stderr if errors else sys.stdout
        if text and _styled(stream):
            _rich(stream).print(_diff_text(plain(text)), soft_wrap=True, end="")
        else:
            _write(stream, plain(text))

    def table(self, table: Table) -> None:
        """A table, on stdout; in a pipe without frames, as wide as it needs."""
        if _styled(sys.stdout):
            _rich(sys.stdout).print(table)
            return
        table.box, table.pad_edge = None, False
        text = StringIO()
        _rich(text, width=10_000).print(table)
        _write(sys.stdout, "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()))

    @contextmanager
    def progress(self, label: str) -> Generator[None]:
        """A sign of life on stderr while work goes on: on a terminal only, and not if quiet."""
        if self.quiet or not _styled(sys.stderr):
            yield
            return
        from rich.text import Text

        with _rich(sys.stderr).status(Text(plain(label))):
            yield


def plain(text: str) -> str:
    """The text with everything that is not visible written as an escape: controls, bidirectional marks, surrogates.

    Line ends and tabs stay, and so does every kind of space.
    """
    if text.isprintable():
        return text
    return "".join(
        (
            c
            if c.isprintable() or c in "\n\t" or unicodedata.category(c) == "Zs"
            else c.encode("unicode_escape").decode()
        )
        for c in text
    )


def _visible(diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic with each of its texts visible, on one line, and no longer than can be read."""

    def flat(text: str) -> str:
        return plain(text).replace("\n", "\\n")

    def clipped(line: str, column: int) -> str:
        start = max(0, min(column - _WIDTH // 2, len(line) - _WIDTH))
        cut = line[start : start + _WIDTH]
        return f"{'…' if start else ''}{cut}{'…' if start + _WIDTH < len(line) else ''}"

    position = diagnostic.position
    return replace(
        diagnostic,
        file=flat(diagnostic.file),
        at=flat(diagnostic.at),
        message=flat(diagnostic.message),
        excerpt=tuple(
            (number, flat(clipped(line, position.column if number == position.line else 1)))
            for number, line in diagnostic.excerpt
        ),
    )


def _diagnostic_text(diagnostic: Diagnostic) -> Text:
    from rich.text import Text

    text = Text(show(diagnostic))
    head, rest = text.plain.find(f": {diagnostic.severity}["), text.plain.find("\n")
    text.stylize("bold", 0, head)
    text.stylize(_STYLES[diagnostic.severity], head + 2, text.plain.find("]", head) + 1)
    text.stylize("dim", rest)
    return text


def _diff_text(diff: str) -> Text:
    from rich.text import Text

    text = Text()
    for line in diff.splitlines(keepends=True):
        text.append(line, _DIFF_STYLES.get(line[:1], ""))
    return text


def _styled(stream: TextIO) -> bool:
    """Whether a person sees it in colours: on a terminal that has them, unless NO_COLOR asks for none."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _rich(stream: TextIO, width: int | None = None) -> Rich:
    from rich.console import Console as Rich

    return Rich(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _write(stream: TextIO, text: str) -> None:
    """Write it all; nothing more once nobody reads any more."""
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
