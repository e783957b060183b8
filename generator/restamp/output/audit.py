"""Check that the runtime in a package is exactly that of this version of Restamp."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from restamp.emit.header import with_header
from restamp.output.changes import Change
from restamp.runtime.modules import FOLDER
from restamp.runtime.source import runtime_texts
from restamp.spec.reading.digests import unix_lines


def runtime_files(package: Path) -> dict[str, bytes]:
    """The files of the runtime folder except Python caches, by path in the package; for a link, its target."""
    folder = package / FOLDER
    return {
        path.relative_to(package).as_posix(): (
            os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or not path.is_dir()) and "__pycache__" not in path.parts
    }


def runtime_changes(files: Mapping[str, bytes]) -> tuple[Change, ...]:
    """The existing files that differ from those of this version."""
    texts = {f"{FOLDER}/{name}.py": text for name, text in runtime_texts().items()}
    shipped = {path: with_header(path, text).encode() for path, text in texts.items()}
    return tuple(
        Change(path, content, shipped.get(path))
        for path, content in files.items()
        if unix_lines(content) != shipped.get(path)
    )
