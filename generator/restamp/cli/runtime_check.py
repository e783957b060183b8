"""Whether the runtime in a package is exactly the one that this version of Restamp ships."""

from __future__ import annotations

import os
from pathlib import Path

from restamp import __version__
from restamp.cli.clients import shown
from restamp.cli.console import Console
from restamp.config.model import ClientConfig
from restamp.output.changes import Change, diff
from restamp.runtime.modules import FOLDER
from restamp.spec.reading.digests import unix_lines


def audit(config: ClientConfig, console: Console) -> int:
    """Compare the files of the runtime that are there, reading no document: 1, and a diff, where one differs."""
    name, folder = shown(config.output), config.output / FOLDER
    if not folder.is_dir():
        console.remark(f"{config.name}: {name}/{FOLDER} does not exist")
        return 1
    files = _files(folder)
    changes = _changes(files)
    if not changes:
        say_exact(config, len(files), console)
        return 0
    console.diff(diff(changes, name))
    differ = "1 file differs" if len(changes) == 1 else f"{len(changes)} files differ"
    console.remark(f"{config.name}: {differ} from the runtime of Restamp {__version__}")
    return 1


def say_exact(config: ClientConfig, count: int, console: Console) -> None:
    """Print that the files of the runtime are unchanged."""
    files = "1 file" if count == 1 else f"{count} files"
    name = shown(config.output)
    console.say(f"{config.name}: {name}/{FOLDER} is the runtime of Restamp {__version__} ({files})")


def _files(folder: Path) -> dict[str, bytes]:
    """Everything in the folder but what Python caches, by its path in the package; of a link, where it leads."""
    return {
        f"{FOLDER}/{path.relative_to(folder).as_posix()}": (
            os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or not path.is_dir()) and "__pycache__" not in path.parts
    }


def _changes(files: dict[str, bytes]) -> tuple[Change, ...]:
    from restamp.emit.header import headed
    from restamp.runtime.source import runtime_texts

    ours = {f"{FOLDER}/{name}.py": text for name, text in runtime_texts().items()}
    shipped = {path: headed(path, text).encode() for path, text in ours.items()}
    return tuple(
        Change(path, content, shipped.get(path))
        for path, content in files.items()
        if unix_lines(content) != shipped.get(path)
    )
