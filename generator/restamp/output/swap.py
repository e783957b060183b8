"""Changing a folder all or nothing: what it holds is what it held before, or all of the new, whenever we are killed.

The new folder is built beside the old one, in `.NAME.restamp/new`: the files that change are written there, all
else is hard-linked, the user's own files too, so that unchanged files keep their times and no content is copied.
Then the two folders change places in one system call (`RENAME_EXCHANGE` of Linux, `RENAME_SWAP` of macOS), and what
was the old folder is removed. There is no moment without a package, and none with half of one. A run killed before
the call leaves a draft that nobody looks at, one killed after it leaves rubbish; the next run removes either.
A file of the user's that an editor saves between the linking and the call lies in the old folder only: what is
newer there is moved before the old folder goes.

Where folders cannot change places (Windows; a folder of a lower layer of overlayfs; no hard links), or must not
(the working directory is in the package), a journal is written once all new files are, and they are moved one by
one. Killed in between, the folder is of both kinds until the next run, which reads the journal and goes on from there.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from restamp.output import pending
from restamp.output.files import sync, write, write_in_one_step
from restamp.output.lock import FILE as LOCK
from restamp.output.lock import is_inside
from restamp.output.pending import place

_CACHE = "__pycache__"


def replace(
    folder: Path,
    writes: Mapping[str, bytes],
    removals: Collection[str],
    documents: Mapping[Path, bytes] | None = None,
) -> None:
    """Write and remove files of `folder`, by their paths in it; the rest of it stays as it is.

    `documents` are files elsewhere that belong to the new lock among `writes`: a run that is killed has changed
    neither, or the next one brings them to their places.

    No part of a path in `folder` may be a symbolic link. To be called within `alone` and after `repair`.
    Raises OSError where writing fails, with `folder` as it was, unless it failed in the middle of a journal.
    """
    staging = _staging(folder)
    new = staging / "new"
    try:
        for path, content in writes.items():
            write(new / path, content, durable=folder.exists())
        if documents:
            pending.stage(staging, folder, documents, writes.get(LOCK))
        if not folder.exists():
            new.rename(folder)
        elif (writes or removals) and not _exchange(folder, new, {*writes, *removals}):
            _move(folder, staging, list(writes), list(removals))
        pending.finish(staging, folder)
    finally:
        if not (staging / "journal").exists() and not pending.is_due(staging, folder):
            shutil.rmtree(staging, ignore_errors=True)
    sync(folder.parent)


def is_begun(folder: Path) -> bool:
    """Whether a run, killed or at work, has left something beside `folder`."""
    return _staging(Path(os.path.realpath(folder))).exists()


def repair(folder: Path) -> None:
    """Finish or clear away what a killed run left beside `folder`. Raises OSError where that fails."""
    staging = _staging(folder)
    if not staging.is_dir():
        return
    moves = _journal(staging)
    if moves and folder.is_dir():
        _move(folder, staging, *moves)
    pending.finish(staging, folder)
    shutil.rmtree(staging)


def _journal(staging: Path) -> tuple[Sequence[str], Sequence[str]] | None:
    """What is still to be written and to be removed; None where nothing was to be moved yet."""
    try:
        moves = json.loads((staging / "journal").read_bytes())
        writes, removals = (cast("list[str]", moves[key]) for key in ("writes", "removals"))
        inside = all(map(is_inside, (*writes, *removals)))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return (writes, removals) if inside else None


@contextmanager
def alone(folder: Path) -> Generator[None]:
    """Keep other runs away from `folder` meanwhile, where the system can lock a folder; its parent must exist."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every network file system locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _staging(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.restamp"


def _exchange(old: Path, new: Path, replaced: Collection[str]) -> bool:
    """Complete `new` by what is not replaced and let the two change places; False where that cannot be done."""
    rename = _rename_exchange()
    if rename is None or _is_within(old):
        return False
    linked: dict[str, int] = {}
    try:
        _link_rest(old, new, "", replaced, linked)
        for folder in (new, *(path for path in new.rglob("*") if path.is_dir())):
            sync(folder)
        linked = dict(sorted(linked.items(), key=lambda item: _changed(old / item[0])))
        _catch_up(old, new, linked, rename)
    except OSError:
        return False
    if not rename(old, new):
        return False
    _catch_up(new, old, dict(reversed(linked.items())), rename)
    _bring_added(new, old, linked, replaced)
    return True


def _is_within(folder: Path) -> bool:
    """Whether the working directory is in a folder: whose it is, a shell's, would be left in the removed one."""
    try:
        return Path(os.path.realpath(os.getcwd())).is_relative_to(folder)
    except OSError:
        return False


def _catch_up(
    source: Path, target: Path, linked: dict[str, int], exchange: Callable[[Path, Path], bool]
) -> None:
    """Repeat in `target` what others did to the files in `source` since they were linked.

    `linked` has their inodes by path, those last that change most. What was changed in `target` as well is newer
    there, and stays.
    """
    beside = (target if target.name == "new" else source).with_name("newer")
    for path, before in list(linked.items()):
        now = _inode(source / path)
        if now == before or _inode(target / path) != before:
            continue
        with suppress(OSError):
            if now is None:
                (target / path).unlink()
                del linked[path]
                continue
            beside.unlink(missing_ok=True)
            os.link(source / path, beside, follow_symlinks=False)
            if exchange(beside, target / path) and _inode(beside) != before:
                exchange(beside, target / path)
            linked[path] = now


def _bring_added(
    former: Path, folder: Path, linked: Mapping[str, int], replaced: Collection[str]
) -> None:
    """Move to `folder` the files that others added to `former` after its files were linked."""
    for path in _files(former, ""):
        if path not in linked and path not in replaced and not os.path.lexists(folder / path):
            with suppress(OSError):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (former / path).rename(folder / path)


def _files(folder: Path, base: str) -> Generator[str]:
    """The path of every file below a folder; Python's caches aside."""
    with os.scandir(folder / base) as scan:
        entries = list(scan)
    for entry in entries:
        path = f"{base}/{entry.name}" if base else entry.name
        if entry.name == _CACHE:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, path)
        else:
            yield path


def _changed(path: Path) -> int:
    try:
        return os.lstat(path).st_mtime_ns
    except OSError:
        return 0


def _inode(path: Path) -> int | None:
    try:
        return os.lstat(path).st_ino
    except OSError:
        return None


def _link_rest(
    old: Path, new: Path, base: str, replaced: Collection[str], linked: dict[str, int]
) -> None:
    """Hard-link into `new` what `old` holds at `base` and below, but what is replaced, and Python's caches.

    The inodes of the links go into `linked`; a file that is gone before it could be linked is left out.
    """
    with os.scandir(old / base) as scan:
        entries = list(scan)
    if not entries:
        (new / base).mkdir(parents=True, exist_ok=True)
    for entry in entries:
        path = f"{base}/{entry.name}" if base else entry.name
        if path in replaced or entry.name == _CACHE:
            continue
        if entry.is_dir(follow_symlinks=False):
            _link_rest(old, new, path, replaced, linked)
            continue
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            if entry.is_symlink():
                os.symlink(os.readlink(entry), new / path)
            else:
                os.link(entry, new / path)
            linked[path] = os.lstat(new / path).st_ino
    if (new / base).exists():
        shutil.copystat(old / base, new / base)
        status = (old / base).stat()
        with suppress(OSError):  # a superuser in a container should leave the folder its owner's
            os.chown(new / base, status.st_uid, status.st_gid)


def _rename_exchange() -> Callable[[Path, Path], bool] | None:
    """The system call by which two folders change places, where there is one."""
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    name = "renameat2" if sys.platform == "linux" else "renameatx_np"
    call = getattr(library, name, None)
    if call is None:
        return None
    here = -100 if sys.platform == "linux" else -2  # AT_FDCWD
    swap = 2  # RENAME_EXCHANGE, RENAME_SWAP

    def rename(old: Path, new: Path) -> bool:
        status: int = call(here, os.fsencode(old), here, os.fsencode(new), ctypes.c_uint(swap))
        return status == 0

    return rename


def _move(folder: Path, staging: Path, writes: Sequence[str], removals: Sequence[str]) -> None:
    """Move the written files into `folder` one by one, by a journal that `repair` can take up again."""
    journal = staging / "journal"
    begun = journal.exists()
    if not begun:
        moves = json.dumps({"writes": list(writes), "removals": list(removals)})
        write_in_one_step(journal, moves.encode())
    try:
        for path in writes:
            begun = place(staging / "new" / path, folder / path) or begun
        for path in removals:
            (folder / path).unlink(missing_ok=True)
            _remove_if_empty(folder, Path(path).parent)
            begun = True
    except OSError:
        if not begun:
            journal.unlink()
        raise
    sync(folder)
    journal.unlink()


def _remove_if_empty(folder: Path, path: Path) -> None:
    """Remove the folder `path` below `folder`, and those above it, where nothing but Python's caches is left."""
    while path.name and (folder / path).is_dir() and os.listdir(folder / path) in ([], [_CACHE]):
        shutil.rmtree(folder / path)
        path = path.parent
