"""Replace the contents of a folder atomically: at any moment it has either the old contents or the new ones.

The new folder is built next to the old one, in `.NAME.restamp/new`: changed files are written there, all others,
including the user's own, are hard-linked, so that unchanged files keep their times and nothing is copied. Then one
system call exchanges the two folders (`RENAME_EXCHANGE` on Linux, `RENAME_SWAP` on macOS), and the old one is
removed. If a run is killed before or after the call, the next run removes the folder that is left. Files that an
editor saves between the linking and the call are only in the old folder; they are moved before it is removed.

If folders cannot be exchanged (Windows; a lower layer of overlayfs; no hard links), or must not be (the working
directory is in the package), all new files are written, then a journal, and then the files are moved one by one. If
a run is killed in between, the folder is mixed until the next run, which continues from the journal.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from restamp.output import pending
from restamp.output.files import sync, write, write_atomically
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
    """Write and remove files of `folder`, by their paths in it; other files are kept.

    `documents` are files elsewhere that belong to the new lock among `writes`: if the run is killed, either neither
    has changed, or the next run moves them to their targets.

    No part of a path in `folder` may be a symbolic link. Call it inside `exclusive_lock` and after `repair`.
    Raises OSError if writing fails, with `folder` unchanged unless it failed during the journal.
    """
    staging = _staging(folder)
    new = staging / "new"
    try:
        is_durable = folder.exists()
        for below in {path.rpartition("/")[0] for path in writes}:
            (new / below).mkdir(parents=True, exist_ok=True)
        for path, content in writes.items():
            write(f"{new}/{path}", content, is_durable)
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


def is_unfinished(folder: Path) -> bool:
    """Whether an active or killed run has a staging folder next to `folder`."""
    return _staging(Path(os.path.realpath(folder))).exists()


def repair(folder: Path) -> None:
    """Finish or remove the staging folder of a killed run. Raises OSError if that fails."""
    staging = _staging(folder)
    if not staging.is_dir():
        return
    moves = _journal(staging)
    if moves and folder.is_dir():
        _move(folder, staging, *moves)
    pending.finish(staging, folder)
    shutil.rmtree(staging)


def _journal(staging: Path) -> tuple[Sequence[str], Sequence[str]] | None:
    """The files still to be moved and removed; None if there is no journal."""
    try:
        moves = json.loads((staging / "journal").read_bytes())
        writes, removals = (cast("list[str]", moves[key]) for key in ("writes", "removals"))
        inside = all(map(is_inside, (*writes, *removals)))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return (writes, removals) if inside else None


@contextmanager
def exclusive_lock(folder: Path) -> Generator[None]:
    """Hold an exclusive lock on `folder`, if the system can lock folders; its parent must exist."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems cannot lock
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _staging(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.restamp"


def _exchange(old: Path, new: Path, replaced: Collection[str]) -> bool:
    """Link the other files into `new` and exchange the folders; False if that is not possible."""
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
    """Whether the working directory is inside a folder; a shell would be left in the removed folder."""
    try:
        return Path(os.path.realpath(os.getcwd())).is_relative_to(folder)
    except OSError:
        return False


def _catch_up(
    source: Path, target: Path, linked: dict[str, int], exchange: Callable[[Path, Path], bool]
) -> None:
    """Apply to `target` the changes that others made to files in `source` since they were linked.

    `linked` has their inodes by path, those that change most last. Files that also changed in `target` are newer
    there and are kept.
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
    """Move the files that others added to `former` after the linking to `folder`."""
    for path in _files(former, ""):
        if path not in linked and path not in replaced and not os.path.lexists(folder / path):
            with suppress(OSError):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (former / path).rename(folder / path)


def _files(folder: Path, base: str) -> Generator[str]:
    """The paths of all files in a folder, except Python caches."""
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
    """Hard-link the files of `old` in `base` into `new`, except replaced files and Python caches.

    Adds the inodes of the links to `linked`; files that are removed before they are linked are skipped.
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
        with suppress(OSError):  # keep the owner of the folder if this is root in a container
            os.chown(new / base, status.st_uid, status.st_gid)


def _rename_exchange() -> Callable[[Path, Path], bool] | None:
    """The system call that exchanges two folders, if there is one."""
    if sys.platform not in ("linux", "darwin"):
        return None
    import ctypes

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
    """Move the written files into `folder` one by one, with a journal from which `repair` can continue."""
    journal = staging / "journal"
    begun = journal.exists()
    if not begun:
        moves = json.dumps({"writes": list(writes), "removals": list(removals)})
        write_atomically(journal, moves.encode())
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
    """Remove the folder `path` in `folder`, and its parents, if they contain nothing but Python caches."""
    while path.name and (folder / path).is_dir() and os.listdir(folder / path) in ([], [_CACHE]):
        shutil.rmtree(folder / path)
        path = path.parent
