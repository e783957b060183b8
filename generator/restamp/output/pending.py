"""Documents outside a package that are written together with it.

They are staged in the staging folder of `swap`, with a list of their targets. Once the package has its new lock, they
are moved by this run or, if it is killed, by the next one. Before that, they are discarded with the staging folder.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from restamp.output.files import sync, write, write_atomically
from restamp.output.lock import FILE
from restamp.spec.reading.digests import digest

_LIST = "pending"
_FOLDER = "documents"


def stage(
    staging: Path, folder: Path, documents: Mapping[Path, bytes], new_lock: bytes | None
) -> None:
    """Stage documents until the package in `folder` has its new lock."""
    targets: list[str] = []
    (staging / _FOLDER).mkdir(parents=True, exist_ok=True)
    for number, (path, content) in enumerate(documents.items()):
        write(staging / _FOLDER / str(number), content, durable=True)
        targets.append(os.path.relpath(path, folder.parent))
    lock = None if new_lock is None else digest(new_lock)
    entry = {"lock": lock, "place": _identity(staging), "targets": targets}
    write_atomically(staging / _LIST, json.dumps(entry).encode())


def is_due(staging: Path, folder: Path) -> bool:
    """Whether documents are staged and the package has their lock."""
    return bool(_due(staging, folder))


def finish(staging: Path, folder: Path) -> None:
    """Move the documents to their targets if they are due. Raises OSError if that fails; can be repeated."""
    for source, target in _due(staging, folder).items():
        place(source, target)
        sync(target.parent)
    (staging / _LIST).unlink(missing_ok=True)


def _due(staging: Path, folder: Path) -> dict[Path, Path]:
    """The target of each staged document; empty if the package was not written.

    The list must have been written in this folder; one that came with a repository is ignored.
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
    """Whether no part of a path is hidden, such as those of version control systems."""
    return all(part == ".." or not part.startswith(".") for part in Path(target).parts)


def place(source: Path, target: Path) -> bool:
    """Move a file to its target atomically, also from another file system; False if it was moved before."""
    if not source.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_atomically(target, source.read_bytes())
        source.unlink()
    return True
