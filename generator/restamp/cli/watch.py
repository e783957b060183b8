"""`restamp watch`: regenerate whenever an input changes.

Inputs are checked on file system events, and every second for file systems without events. A run starts if an input
differs from the one that the previous run read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from time import time_ns

from restamp.cli import generate
from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.diagnostics.model import Diagnostics
from restamp.workflows.watch import after_run, folders, is_configured, snapshot

_CLOCK = 20_000_000
"""Nanoseconds by which file times may lag behind the clock."""
_SETTLED = 100
"""Milliseconds without events after which a change counts as complete."""
_PATIENCE = 1000
"""Milliseconds after which inputs are checked without an event."""

_Watcher = Callable[[Collection[Path]], Iterable[object]]


def run(arguments: Arguments, console: Console) -> int:
    """Generate on every change until interrupted (returns 0); returns 2 if there is nothing to watch."""
    watcher = _load_watcher(console)
    if watcher is None:
        return 2
    if not is_configured(arguments.request()):
        return generate.run(arguments, console)
    try:
        _watch(arguments, console, watcher)
    except KeyboardInterrupt:
        console.hint("restamp: stopped watching")
    return 0


def _load_watcher(console: Console) -> _Watcher | None:
    """Load the function that waits for file system events; None, with an error, if its library is missing."""
    try:
        from watchfiles import watch
    except ImportError:
        diagnostics = Diagnostics()
        message = "this needs the package watchfiles: python -m pip install watchfiles"
        diagnostics.error("watch-missing", message)
        console.report(diagnostics)
        return None

    def wait(paths: Collection[Path]) -> Iterable[object]:
        return watch(
            *paths,
            watch_filter=None,
            recursive=False,
            debounce=_PATIENCE,
            step=_SETTLED,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
        )

    return wait


def _watch(arguments: Arguments, console: Console, watcher: _Watcher) -> None:
    request = arguments.request()
    before = snapshot(request, good=False)
    while True:
        started = time_ns() - _CLOCK
        good = generate.run(arguments, console) == 0
        seen = after_run(before, started, request, good=good)
        files = "1 file" if len(seen) == 1 else f"{len(seen)} files"
        console.hint(f"restamp: watching {files}; Ctrl-C ends it")
        for _ in watcher(folders(seen)):
            before = snapshot(request, good=good)
            if before != seen:
                break
