"""Printing: results on stdout, diagnostics and progress on stderr; styled on a terminal, plain elsewhere.

Control characters in text from files are escaped, so that it cannot move the cursor, change colors or hide itself.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import field
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from restamp.diagnostics.model import Diagnostic, Severity
from restamp.diagnostics.text import printable, show
from restamp.records import dataclass

if TYPE_CHECKING:
    from rich.console import Console as Rich
    from rich.table import Table
    from rich.text import Text

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, slots=True)
class Console:
    """The output of a command; with `quiet`, only errors and requested output."""

    quiet: bool = False
    has_document: bool = False
    """Reserve stdout for machine-readable output: print progress messages on stderr."""
    explained: set[str] = field(default_factory=set[str])
    """The codes whose explanation was pointed out."""

    def status(self, line: str) -> None:
        """Print what was done, unless quiet."""
        if self.has_document:
            self.hint(line)
        elif not self.quiet:
            self.output(line)

    def output(self, line: str) -> None:
        """Print requested output."""
        _write(sys.stdout, plain(line) + "\n")

    def hint(self, line: str) -> None:
        """Print a hint on stderr, unless quiet."""
        if not self.quiet:
            _write(sys.stderr, plain(line) + "\n")

    def report(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print the diagnostics, each as a block; only errors if quiet."""
        shown = [
            diagnostic
            for diagnostic in diagnostics
            if not self.quiet or diagnostic.severity is Severity.ERROR
        ]
        if not shown:
            return
        if _styled(sys.stderr):
            rich = _rich(sys.stderr)
            for diagnostic in shown:
                rich.print(_diagnostic_text(diagnostic), soft_wrap=True)
        else:
            _write(sys.stderr, "".join(f"{show(diagnostic)}\n" for diagnostic in shown))
        codes = sorted({diagnostic.code for diagnostic in shown} - self.explained)
        self.explained.update(codes)
        if codes:
            self.hint(f"for more, run `restamp explain {' '.join(codes)}`")

    def refuse(self, message: str) -> None:
        """Print an error about the command line."""
        _write(sys.stderr, f"restamp: error: {plain(message)}\n")

    def diff(self, text: str, *, errors: bool = False) -> None:
        """Print a unified diff on stdout, or on stderr with the errors."""
        stream = sys.stderr if errors else sys.stdout
        if text and _styled(stream):
            _rich(stream).print(_diff_text(plain(text)), soft_wrap=True, end="")
        else:
            _write(stream, plain(text))

    def table(self, table: Table) -> None:
        """Print a table on stdout; without frame and at full width if stdout is not a terminal."""
        if _styled(sys.stdout):
            _rich(sys.stdout).print(table)
            return
        table.box, table.pad_edge = None, False
        text = StringIO()
        _rich(text, width=10_000).print(table)
        _write(sys.stdout, "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()))

    @contextmanager
    def progress(self, label: str) -> Generator[None]:
        """Show the current task and its duration on stderr; only on a terminal, and not if quiet."""
        if self.quiet or not _styled(sys.stderr):
            yield
            return
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        text = TextColumn("{task.description}", markup=False)
        columns = (SpinnerColumn(), text, TimeElapsedColumn())
        with Progress(*columns, console=_rich(sys.stderr), transient=True) as progress:
            progress.add_task(plain(label), total=None)
            yield


def plain(text: str) -> str:
    """Escape the control characters of a text visibly, except line ends and tabs."""
    return re.sub(r"[^\n\t]+", lambda run: printable(run[0]), text)


def _diagnostic_text(diagnostic: Diagnostic) -> Text:
    from rich.text import Text

    text = Text(show(diagnostic))
    head = text.plain.find(f"{diagnostic.severity}[{diagnostic.code}]")
    text.stylize("bold", 0, head)
    text.stylize(_STYLES[diagnostic.severity], head, text.plain.find("]", head) + 1)
    if "\n" in text.plain:
        text.stylize("dim", text.plain.find("\n"))
    return text


def _diff_text(diff: str) -> Text:
    from rich.text import Text

    text = Text()
    for line in diff.splitlines(keepends=True):
        text.append(line, _DIFF_STYLES.get(line[:1], ""))
    return text


def _styled(stream: TextIO) -> bool:
    """Whether to use colors: on a terminal that supports them, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _rich(stream: TextIO, width: int | None = None) -> Rich:
    from rich.console import Console as Rich

    return Rich(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _write(stream: TextIO, text: str) -> None:
    """Write a text; ignores a closed pipe."""
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
