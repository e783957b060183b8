"""Writing generated files.

Only what the lock of a package names is ever replaced or removed; a file that was edited since, and a file of
the user's where one of ours shall be, stop the writing unless it is forced. No symbolic link is followed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    kind_of,
    unusable,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a writing did: the paths it wrote or removed; or, having stopped, what it would have overwritten."""

    changed: tuple[str, ...] = ()
    kept: str = ""
    """A unified diff of the files that were edited by hand."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is written together with the files of a package."""

    documents: Mapping[Path, bytes]
    """Files outside of it."""
    own: Mapping[str, bytes]
    """Files in it that are the user's as well."""


NOTHING_BESIDE = Beside({}, {})


def repair(package: Path, name: str, diagnostics: Diagnostics) -> None:
    """Finish what a killed run began in this folder, which diagnostics call `name`: output-unwritable if it cannot be."""
    package = Path(os.path.realpath(package))
    try:
        if package.parent.is_dir():
            with swap.alone(package):
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
    beside: Beside = NOTHING_BESIDE,
) -> Written:
    """Make the package hold `files` (its lock among them) and nothing else that the lock `known` names.

    What is written `beside` them is so in the same step.

    Equal files are not touched. Errors, with nothing written: output-edited (a file was edited since it was
    generated), output-foreign (a file that Restamp did not write is where one shall be), both but with `force`;
    output-blocked (a link or a folder is there); output-unwritable.
    """
    package = Path(os.path.realpath(package))
    made: list[Path] = []
    try:
        made = _make_parents(package)
        with swap.alone(package):
            swap.repair(package)
            found = changed_files(files, package, name, known, diagnostics)
            edits = _refuse(found, package, name, known, diagnostics, force=force)
            if (found or beside.documents) and not diagnostics.failed:
                writes = {c.path: c.after for c in found if c.after is not None}
                removals = [c.path for c in found if c.after is None]
                swap.replace(package, {**writes, **beside.own}, removals, beside.documents)
    except OSError as error:
        unusable(diagnostics, name, error)
        return Written()
    finally:
        _remove_empty(made)
    if diagnostics.failed:
        return Written(kept=diff(edits, name))
    return Written(changed=tuple(change.path for change in found))


def refused(
    files: Mapping[str, str],
    package: Path,
    name: str,
    known: lock.Lock | None,
    diagnostics: Diagnostics,
) -> str:
    """What `write` would refuse, without writing: its errors, and a unified diff of what was edited by hand."""
    package = Path(os.path.realpath(package))
    try:
        found = changed_files(files, package, name, known, Diagnostics())
        return diff(_refuse(found, package, name, known, diagnostics, force=False), name)
    except OSError as error:
        unusable(diagnostics, name, error)
        return ""


def _refuse(
    found: tuple[Change, ...],
    package: Path,
    name: str,
    known: lock.Lock | None,
    diagnostics: Diagnostics,
    *,
    force: bool,
) -> tuple[Change, ...]:
    """An error for all that must not be overwritten; what was edited by hand."""
    _refuse_blocked(package, found, name, diagnostics)
    edits = edited(found, known)
    if not force:
        _refuse_edited(edits, name, diagnostics)
        _refuse_foreign(found, known, name, diagnostics)
    return edits


def _refuse_blocked(
    package: Path, found: Iterable[Change], name: str, diagnostics: Diagnostics
) -> None:
    """An error for each file whose place, or a folder above it, is taken by something that is not that."""
    if package.exists() and not package.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory")
    blocked: dict[str, str] = {}
    for change in found:
        parts = change.path.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            kind = kind_of(package / path)
            if kind not in (None, "folder" if depth < len(parts) else "file"):
                blocked.setdefault(path, kind or "")
                break
    for path, kind in sorted(blocked.items()):
        message = f"a {kind} is where a generated file or folder belongs; move it away"
        diagnostics.error("output-blocked", message, file=f"{name}/{path}")


def _refuse_edited(edits: Iterable[Change], name: str, diagnostics: Diagnostics) -> None:
    """An error for each file that was edited by hand, at the first line that would change."""
    for change in edits:
        position, text = first_difference(change)
        diagnostics.error(
            "output-edited",
            "edited by hand since it was generated; --force overwrites it",
            file=f"{name}/{change.path}",
            position=position,
            excerpt=excerpt(text, position),
        )


def _refuse_foreign(
    found: Iterable[Change], known: lock.Lock | None, name: str, diagnostics: Diagnostics
) -> None:
    """An error, one for all, where files that the lock does not name would be overwritten."""
    owned = {*(known.files if known else ()), *((lock.FILE,) if known else ())}
    paths = [c.path for c in found if c.before is not None and c.path not in owned]
    if paths:
        others = f", nor {len(paths) - 1} more files here" if len(paths) > 1 else ""
        message = (
            f"not written by Restamp{others}; move away what is yours, or overwrite with --force"
        )
        diagnostics.error("output-foreign", message, file=f"{name}/{paths[0]}")


def _make_parents(package: Path) -> list[Path]:
    """Make the folders above the package that are missing, and list them, the deepest first."""
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
    """Remove those of the folders, the deepest first, in which nothing came to be."""
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return
