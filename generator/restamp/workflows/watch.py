"""The files that a run reads, and whether any of them changed since."""

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
"""A value that changes with the content of a file; None if there is no file."""


def is_configured(request: Request) -> bool:
    """Whether there is a client or a configuration to watch."""
    return request.spec is not None or configuration.find(request.root) is not None


def _inputs(request: Request, *, good: bool) -> set[Path]:
    """All files that a run reads.

    If the last run failed, also the files that the documents may refer to, which are in no lock yet.
    """
    paths: set[Path] = set()
    if request.spec is None and (file := configuration.find(request.root)):
        paths.add(file)
    for client in requested(request, Diagnostics()):
        known = lock.read(client.output, display_path(client.output), Diagnostics())
        read = {client.spec, *(path for path, _ in client.overlays)}
        read |= {
            Path(os.path.normpath(client.spec.parent / key))
            for key in (known.inputs if known else ())
            if "://" not in key
        }
        paths |= read if good else _referred(read)
        paths |= _templates(client)
    beside = {file for folder in {path.parent for path in paths} for file in _documents(folder)}
    return paths | beside


def _templates(client: ClientConfig) -> set[Path]:
    return set() if client.templates is None else {client.templates, *client.templates.rglob("*")}


def _documents(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix.lower() in _DOCUMENTS]
    except OSError:
        return []


def _referred(paths: Collection[Path]) -> set[Path]:
    """The files, and those that a `$ref` in them may name, whether they exist or not."""
    referred: set[Path] = set()
    todo = list(paths)
    while todo:
        path = todo.pop()
        if path in referred:
            continue
        referred.add(path)
        try:
            text = path.read_text("utf-8", "replace")
        except (OSError, ValueError):
            continue
        names = {name for name in _REFERENCE.findall(text) if "://" not in name}
        todo += [path.parent.joinpath(name).resolve() for name in names if "\0" not in name]
    return referred


def snapshot(request: Request, *, good: bool) -> dict[Path, State]:
    """The state of all files that a run reads; `good` is whether the last run succeeded."""
    return {path: _state(path) for path in _inputs(request, good=good)}


def after_run(
    before: dict[Path, State], started: int, request: Request, *, good: bool
) -> dict[Path, State]:
    """The state that the run started at `started` read; files changed since then count as unread."""
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
    """The folders of the files, or their nearest existing parents."""
    return {next(folder for folder in path.parents if folder.is_dir()) for path in paths} | {
        path for path in paths if path.is_dir()
    }
