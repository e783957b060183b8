"""Write generated files.

Only files that the lock of a package lists are replaced or removed. A manually edited file, or a file of the user at
the path of a generated one, prevents writing unless it is forced. Symbolic links are not followed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from restamp.diagnostics.excerpt import excerpt
from restamp.diagnostics.model import Diagnostics
from restamp.output import lock, swap
from restamp.output.changes import (
    Change,
    changed_files,
    diff,
    edited,
    first_difference,
    foreign,
    kind_of,
    unusable,
)
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """The result of writing: the paths that were written or removed, or the edits that prevented it."""

    changed: tuple[str, ...] = ()
    edits: str = ""
    """A unified diff of the files that were edited by hand."""


@dataclass(frozen=True, slots=True)
class OtherFiles:
    """Files that are written together with the generated files of a package."""

    documents: Mapping[Path, bytes]
    """Files outside the package."""
    own: Mapping[str, bytes]
    """Files in the package that users may edit."""


NO_OTHER_FILES = OtherFiles({}, {})


def repair(package: Path, name: str, diagnostics: Diagnostics) -> None:
    """Finish or discard an interrupted run; `name` is the folder in diagnostics: output-unwritable if that fails."""
    package = Path(os.path.realpath(package))
    try:
        if package.parent.is_dir():
            with swap.exclusive_lock(package):
                swap.repair(package)
    except OSError as error:
        unusable(diagnostics, name, error)


def write(
    files: Mapping[str, str],
    package: Path,
    name: str,
    known: lock.Lock | None,
    diagnostics: Diagnostics,
    *,
    force: bool = False,
    others: OtherFiles = NO_OTHER_FILES,
) -> Written:
    """Write `files`, the lock included, together with `others`, and remove other files that the lock `known` lists.

    Unchanged files are not touched. Errors, with nothing written: output-edited (a file was edited since it was
    generated) and output-foreign (a file not written by Restamp is at the path), unless `force` is set;
    output-blocked (a link or folder is at the path); output-unwritable.
    """
    package = Path(os.path.realpath(package))
    created: list[Path] = []
    try:
        created = _make_parents(package)
        with swap.exclusive_lock(package):
            swap.repair(package)
            changes = changed_files(files, package, name, known, diagnostics)
            edits = _refuse(changes, package, name, known, diagnostics, force=force)
            if (changes or others.documents) and not diagnostics.failed:
                writes = {c.path: c.after for c in changes if c.after is not None}
                removals = [c.path for c in changes if c.after is None]
                swap.replace(package, {**writes, **others.own}, removals, others.documents)
    except OSError as error:
        unusable(diagnostics, name, error)
        return Written()
    finally:
        _remove_empty(created)
    if diagnostics.failed:
        return Written(edits=diff(edits, name))
    return Written(changed=tuple(change.path for change in changes))


def check_writable(
    files: Mapping[str, str],
    package: Path,
    name: str,
    known: lock.Lock | None,
    diagnostics: Diagnostics,
) -> str:
    """Report the errors of `write` without writing; returns a unified diff of manual edits."""
    package = Path(os.path.realpath(package))
    try:
        changes = changed_files(files, package, name, known, Diagnostics())
        return diff(_refuse(changes, package, name, known, diagnostics, force=False), name)
    except OSError as error:
        unusable(diagnostics, name, error)
        return ""


def remove_caches(package: Path) -> bool:
    """Remove a folder without files, but with those that Python compiled; returns whether it has others."""
    files = [path for path in package.rglob("*") if not path.is_dir()]
    if any(path.parent.name != "__pycache__" for path in files):
        return True
    shutil.rmtree(package, ignore_errors=True)
    return False


def _refuse(
    changes: tuple[Change, ...],
    package: Path,
    name: str,
    known: lock.Lock | None,
    diagnostics: Diagnostics,
    *,
    force: bool,
) -> tuple[Change, ...]:
    """Report files that must not be overwritten; returns the manual edits."""
    _refuse_blocked(package, changes, name, diagnostics)
    edits = edited(changes, known)
    if not force:
        _refuse_edited(edits, name, diagnostics)
        _refuse_foreign(changes, known, name, diagnostics)
    return edits


def _refuse_blocked(
    package: Path, changes: Iterable[Change], name: str, diagnostics: Diagnostics
) -> None:
    """Report paths where something else is in place of a generated file or folder."""
    if package.exists() and not package.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory")
    if not package.exists():
        return
    blocked: dict[str, str] = {}
    for change in changes:
        parts = change.path.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            kind = kind_of(f"{package}/{path}")
            if kind not in (None, "folder" if depth < len(parts) else "file"):
                blocked.setdefault(path, kind or "")
                break
    for path, kind in sorted(blocked.items()):
        message = f"a {kind} is in place of a generated file or folder; move it away"
        diagnostics.error("output-blocked", message, file=f"{name}/{path}")


def _refuse_edited(edits: Iterable[Change], name: str, diagnostics: Diagnostics) -> None:
    """Report manually edited files, at the first line that would change."""
    for change in edits:
        position, text = first_difference(change)
        diagnostics.error(
            "output-edited",
            "edited by hand since it was generated; use --force to overwrite it",
            file=f"{name}/{change.path}",
            position=position,
            excerpt=excerpt(text, position),
        )


def _refuse_foreign(
    changes: Iterable[Change], known: lock.Lock | None, name: str, diagnostics: Diagnostics
) -> None:
    """Report files that the lock does not list and that would be overwritten, as one error."""
    paths = [change.path for change in foreign(changes, known)]
    if paths:
        more = f", and {len(paths) - 1} more files" if len(paths) > 1 else ""
        message = (
            f"not written by Restamp{more}; move your files away, or use --force to overwrite them"
        )
        diagnostics.error("output-foreign", message, file=f"{name}/{paths[0]}")


def _make_parents(package: Path) -> list[Path]:
    """Create the missing parents of the package; returns them, the deepest first."""
    absent: list[Path] = []
    parent = package.parent
    while not parent.exists():
        absent.append(parent)
        parent = parent.parent
    if not parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", str(parent))
    package.parent.mkdir(parents=True, exist_ok=True)
    return absent


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove the folders that are empty, the deepest first."""
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return
