"""Runs a command and measures its whole process: CPU time with all children, and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# macOS counts in bytes.
_PER_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024


class CommandError(Exception):
    """A command failed; the message is the start and the end of its output."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run of a command used."""

    seconds: float
    """CPU time, user and system, of the process and its children."""
    megabytes: float
    """The maximum resident set size of its largest process.

    A process starts with the maximum of the one that started it, so that the caller must stay small.
    """


def measured(command: Sequence[str | Path], folder: Path, variables: Mapping[str, str]) -> Usage:
    """Run a command in a folder, with these environment variables added. Python may store what it compiles.

    Raises:
        CommandError: It failed or cannot be started.
    """
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                [*map(str, command)],
                cwd=folder,
                env={**os.environ, **variables, "PYTHONDONTWRITEBYTECODE": ""},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise CommandError(str(error)) from error
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            text = " ".join(output.read().decode("utf-8", "replace").split())
            shown = text if len(text) < 200 else f"{text[:100]} ... {text[-80:]}"
            raise CommandError(f"exit {process.returncode}: {shown}")
    return Usage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _PER_MEGABYTE)
