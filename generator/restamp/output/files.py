"""Write single files atomically and durably."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_atomically(file: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file atomically; an existing file keeps its permissions.

    With `durable` it is flushed to the disk. Raises OSError, with the file unchanged, if it cannot be written.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}.restamp")
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        write(draft, content, durable)
        with suppress(FileNotFoundError):
            draft.chmod(file.stat().st_mode)
        draft.replace(file)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    if durable:
        sync(file.parent)


def write(file: str | Path, content: bytes, durable: bool) -> None:
    """Write a file in an existing folder; with `durable` it is flushed to the disk."""
    with open(file, "wb") as stream:
        stream.write(content)
        if durable:
            stream.flush()
            os.fsync(stream.fileno())


def sync(folder: Path) -> None:
    """Flush the entries of a folder to the disk, if the system can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
