"""Files outside a package that are written together with it: the documents that it is generated from.

They wait in the staging folder of `swap`, with a list of where they belong. Once the package has its new lock they
are moved, by this run or, if it was killed, by the next one; before that, they are dropped with the draft.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from restamp.output.files import sync, write, write_in_one_step
from restamp.output.lock import FILE
from restamp.spec.reading.digests import digest

_LIST = "pending"
_FOLDER = "documents"


def stage(
    staging: Path, folder: Path, documents: Mapping[Path, bytes], new_lock: bytes | None
) -> None:
    """Write the documents where they wait for the new lock of the package `folder`, or for nothing more."""
    targets: list[str] = []
    for number, (path, content) in enumerate(documents.items()):
        write(staging / _FOLDER / str(number), content, durable=True)
        targets.append(os.path.relpath(path, folder.parent))
    lock = None if new_lock is None else digest(new_lock)
    entry = {"lock": lock, "place": _identity(staging), "targets": targets}
    write_in_one_step(staging / _LIST, json.dumps(entry).encode())


def is_due(staging: Path, folder: Path) -> bool:
    """Whether documents wait, and the package has the lock that they belong to."""
    return bool(_due(staging, folder))


def finish(staging: Path, folder: Path) -> None:
    """Move the documents to their places if they are due. Raises OSError where that fails, and may be repeated."""
    for source, target in _due(staging, folder).items():
        place(source, target)
        sync(target.parent)
    (staging / _LIST).unlink(missing_ok=True)


def _due(staging: Path, folder: Path) -> dict[Path, Path]:
    """Where each of the documents belongs, by where it is; none where their package was not written.

    The list must have been written in this very folder: one that came with a repository says nothing.
    """
    try:
        content = json.loads((staging / _LIST).read_bytes())
        targets, lock = cast("list[str]", content["targets"]), content["lock"]
        if content["place"] != _identity(staging) or not all(map(_is_plain, targets)):
            return {}
        if lock is not None and lock != digest((folder / FILE).read_bytes()):
            return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    waiting = ((staging / _FOLDER / str(n), folder.parent / t) for n, t in enumerate(targets))
    return {source: Path(os.path.normpath(target)) for source, target in waiting}


def _identity(staging: Path) -> list[int]:
    status = staging.stat()
    return [status.st_dev, status.st_ino]


def _is_plain(target: str) -> bool:
    """Whether no part of a path is hidden, as those of version control systems are."""
    return all(part == ".." or not part.startswith(".") for part in Path(target).parts)


def place(source: Path, target: Path) -> bool:
    """Move a file to its place, in one step also from another file system; False where it was moved before."""
    if not source.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_in_one_step(target, source.read_bytes())
        source.unlink()
    return True
