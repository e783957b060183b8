"""`restamp lock merge`: resolve merge conflicts in a lock, keeping the names of both sides."""

from __future__ import annotations

from pathlib import Path

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.workflows.lock_merge import merge_locks
from restamp.workflows.selection import display_path


def run(arguments: Arguments, console: Console) -> int:
    """Merge the locks; returns 2 if one cannot be read or written."""
    results = merge_locks([Path(file) for file in arguments.files])
    for result in results:
        console.report(result.diagnostics)
        name = display_path(result.file)
        if not result.had_conflict:
            console.status(f"{name}: no conflict")
        elif not result.failed:
            console.status(f"{name}: merged; run `restamp generate` to update the package")
    return 2 if any(result.failed for result in results) else 0
