"""Which files a run reads, and whether one of them is another file than the run before saw."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path

from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.output import lock
from restamp.workflows.selection import Request, display_path, requested

_DOCUMENTS = (".json", ".yaml", ".yml")
_REFERENCE = re.compile(r"""\$ref["']?\s*:\s*["']?([^"'#\s{}]+)""")

State = tuple[int, int, int] | None
"""What tells one content of a file from the next; None if there is no file."""


def is_configured(request: Request) -> bool:
    """Whether there is a client to watch, or a configuration that could have one."""
    return request.spec is not None or configuration.find(request.root) is not None


def _inputs(request: Request, *, good: bool) -> set[Path]:
    """Every file that a run reads, with the documents beside them, which it may read next.

    Where the last run failed, also what the documents seem to refer to: no lock knows yet.
    """
    found: set[Path] = set()
    if request.spec is None and (file := configuration.find(request.root)):
        found.add(file)
    for client in requested(request, Diagnostics()):
        known = lock.read(client.output, display_path(client.output), Diagnostics())
        read = {client.spec, *(path for path, _ in client.overlays)}
        read |= {
            Path(os.path.normpath(client.spec.parent / key))
            for key in (known.inputs if known else ())
            if "://" not in key
        }
        found |= read if good else _referred(read)
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


def snapshot(request: Request, *, good: bool) -> dict[Path, State]:
    """The state of every file that a run reads; `good` is whether the last run was."""
    return {path: _state(path) for path in _inputs(request, good=good)}


def after_run(
    before: dict[Path, State], started: int, request: Request, *, good: bool
) -> dict[Path, State]:
    """What the run that began at `started` saw: a file that was changed meanwhile counts as not seen."""
    now = snapshot(request, good=good)
    came: dict[Path, State] = {
        path: None for path, state in now.items() if state and state[1] >= started
    }
    return now | came | {path: state for path, state in before.items() if path in now}


def _state(path: Path) -> State:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    if path.is_dir():
        return (state.st_ino, 0, 0)
    return (state.st_ino, state.st_mtime_ns, state.st_size)


def folders(paths: Collection[Path]) -> set[Path]:
    """The folders that the files are in, or where one will be made."""
    return {next(folder for folder in path.parents if folder.is_dir()) for path in paths} | {
        path for path in paths if path.is_dir()
    }
