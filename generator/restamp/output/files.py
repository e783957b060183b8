"""Writing single files: in one step, and so that they outlive a crash."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_in_one_step(file: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file that has its old content or the new one at any moment; an existing one keeps its permissions.

    A `durable` one is on the disk afterwards. Raises OSError if it cannot be written, with the file unchanged.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}.restamp")
    try:
        write(draft, content, durable)
        with suppress(FileNotFoundError):
            draft.chmod(file.stat().st_mode)
        draft.replace(file)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    if durable:
        sync(file.parent)


def write(file: Path, content: bytes, durable: bool) -> None:
    """Write a file; a `durable` one is on the disk afterwards."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(content)
        if durable:
            stream.flush()
            os.fsync(stream.fileno())


def sync(folder: Path) -> None:
    """Bring the entries of a folder to the disk, where folders can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
