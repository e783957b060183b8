"""`restamp watch`: generate again whenever an input changes.

The system says when to look, and a look every second makes up for file systems that say nothing; what decides is
whether an input is another file than the run before saw.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from restamp.cli import generate
from restamp.cli.arguments import Arguments
from restamp.cli.clients import requested, shown
from restamp.cli.console import Console
from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.output import lock

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOCUMENTS = (".json", ".yaml", ".yml")
_REFERENCE = re.compile(r"""\$ref["']?\s*:\s*["']?([^"'#\s{}]+)""")
_CLOCK = 20_000_000
"""Nanoseconds by which the times of files may be behind the clock."""
_SETTLED = 100
"""Milliseconds without a change, after which a change is taken for complete."""
_PATIENCE = 1000
"""Milliseconds after which we look by ourselves, and no longer wait for a change to be complete."""

_State = tuple[int, int, int] | None
"""What tells one content of a file from the next; None where there is no file."""
_Waiting = Callable[[Collection[Path]], "Iterable[object]"]


def run(arguments: Arguments, console: Console) -> int:
    """Generate, then again on every change, until interrupted, which is 0; 2 where there is nothing to watch."""
    waiting = _waiting(console)
    here = Path.cwd()
    if waiting is None:
        return 2
    if arguments.spec is None and configuration.find(here) is None:
        return generate.run(arguments, console)
    try:
        _watch(arguments, console, waiting)
    except KeyboardInterrupt:
        console.remark("restamp: no longer watching")
    return 0


def _waiting(console: Console) -> _Waiting | None:
    """What waits for a change in some folders; None, after saying why, where the library for it is missing."""
    try:
        from watchfiles import watch
    except ImportError:
        diagnostics = Diagnostics()
        message = 'this needs the package watchfiles: pip install "restamp[watch]"'
        diagnostics.error("watch-missing", message, file="command line")
        console.report(diagnostics)
        return None

    def wait(folders: Collection[Path]) -> Iterator[object]:
        return watch(
            *folders,
            watch_filter=None,
            recursive=False,
            debounce=_PATIENCE,
            step=_SETTLED,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
        )

    return wait


def _watch(arguments: Arguments, console: Console, waiting: _Waiting) -> None:
    before: dict[Path, _State] = _look(_inputs(arguments, good=False))
    while True:
        started = time_ns() - _CLOCK
        good = generate.run(arguments, console) == 0
        # What changed during the run is seen below: what was there before it counts, and what came is new.
        found = _look(_inputs(arguments, good=good))
        came: dict[Path, _State] = {
            p: None for p, state in found.items() if state and state[1] >= started
        }
        seen = found | came | {path: state for path, state in before.items() if path in found}
        files = "1 file" if len(seen) == 1 else f"{len(seen)} files"
        console.remark(f"restamp: watching {files}; Ctrl-C ends it")
        for _ in waiting(_folders(seen)):
            before = _look(_inputs(arguments, good=good))
            if before != seen:
                break


def _inputs(arguments: Arguments, *, good: bool) -> set[Path]:
    """Every file that a run reads, with the documents beside them, which it may read next.

    Where the last run failed, also what the documents seem to refer to: no lock knows yet.
    """
    found: set[Path] = set()
    if arguments.spec is None and (file := configuration.find(Path.cwd())):
        found.add(file)
    for client in requested(arguments, Path.cwd(), Diagnostics()):
        known = lock.read(client.output, shown(client.output), Diagnostics())
        inputs = {client.spec, *(path for path, _ in client.overlays)}
        inputs |= {
            Path(os.path.normpath(client.spec.parent / key))
            for key in (known.inputs if known else ())
            if "://" not in key
        }
        found |= inputs if good else _referred(inputs)
        found |= _templates(client)
    beside = {file for folder in {path.parent for path in found} for file in _documents(folder)}
    return found | beside


def _templates(client: ClientConfig) -> set[Path]:
    return set() if client.templates is None else {client.templates, *client.templates.rglob("*")}


def _documents(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix.lower() in _DOCUMENTS]
    except OSError:
        return []


def _referred(paths: Collection[Path]) -> set[Path]:
    """The files, and those that a `$ref` in one of them may name, whether they exist or not."""
    found: set[Path] = set()
    todo = list(paths)
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        try:
            text = path.read_text("utf-8", "replace")
        except (OSError, ValueError):
            continue
        names = {name for name in _REFERENCE.findall(text) if "://" not in name}
        todo += [path.parent.joinpath(name).resolve() for name in names if "\0" not in name]
    return found


def _look(paths: Collection[Path]) -> dict[Path, _State]:
    return {path: _state(path) for path in paths}


def _state(path: Path) -> _State:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    if path.is_dir():
        return (state.st_ino, 0, 0)
    return (state.st_ino, state.st_mtime_ns, state.st_size)


def _folders(paths: Collection[Path]) -> set[Path]:
    """The folders that the files are in, or where one will be made."""
    return {next(folder for folder in path.parents if folder.is_dir()) for path in paths} | {
        path for path in paths if path.is_dir()
    }
