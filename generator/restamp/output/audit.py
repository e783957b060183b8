"""Check that the runtime in a package is exactly that of this version of Restamp."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from restamp.emit.header import with_header
from restamp.output import lock
from restamp.output.changes import Change
from restamp.runtime.source import runtime_texts
from restamp.spec.reading.digests import unix_lines


def runtime_files(folder: Path) -> dict[str, bytes]:
    """All that is in the folder of a runtime but what Python caches, by path in it; of a link, its target.

    A runtime that clients share has a lock and a `py.typed` beside.
    """
    own = {lock.FILE, "py.typed"} if (folder / lock.FILE).is_file() else set[str]()
    return {
        path.relative_to(folder).as_posix(): (
            os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or not path.is_dir())
        and "__pycache__" not in path.parts
        and path.relative_to(folder).as_posix() not in own
    }


def runtime_changes(files: Mapping[str, bytes]) -> tuple[Change, ...]:
    """The existing files that differ from those of this version."""
    texts = {f"{name}.py": text for name, text in runtime_texts().items()}
    shipped = {path: with_header(path, text).encode() for path, text in texts.items()}
    return tuple(
        Change(path, content, shipped.get(path))
        for path, content in files.items()
        if unix_lines(content) != shipped.get(path)
    )
