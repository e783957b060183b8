"""Resolve merge conflicts in locks, keeping the names of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import lock
from restamp.output.files import write_atomically
from restamp.output.lock_merge import merged, sides
from restamp.records import dataclass
from restamp.workflows.selection import display_path


@dataclass(frozen=True, slots=True)
class MergedLock:
    """The result of merging one lock."""

    file: Path
    diagnostics: tuple[Diagnostic, ...] = ()
    had_conflict: bool = True

    @property
    def failed(self) -> bool:
        """Whether the lock is unchanged because of an error."""
        return Diagnostics([*self.diagnostics]).failed


def merge_locks(files: Sequence[Path]) -> tuple[MergedLock, ...]:
    """Merge locks.

    Three files are base, ours and theirs of a Git merge driver (`%O %A %B`), which writes the second. Otherwise, the
    paths are packages or locks with conflict markers.
    """
    if len(files) == 3 and all(file.is_file() for file in files):
        diagnostics = Diagnostics()
        base, ours, theirs = (_text(file, diagnostics) for file in files)
        if ours is not None and theirs is not None and not diagnostics.failed:
            _merge(files[1], base or None, ours, theirs, diagnostics)
        return (MergedLock(files[1], (*diagnostics,)),)
    return tuple(map(_resolve, files))


def _resolve(path: Path) -> MergedLock:
    file = path / lock.FILE if path.is_dir() else path
    diagnostics = Diagnostics()
    source = _text(file, diagnostics)
    if source is None:
        return MergedLock(file, (*diagnostics,))
    base, ours, theirs = sides(source)
    if ours == theirs == source:
        return MergedLock(file, had_conflict=False)
    _merge(file, base, ours, theirs, diagnostics)
    return MergedLock(file, (*diagnostics,))


def _merge(file: Path, base: str | None, ours: str, theirs: str, diagnostics: Diagnostics) -> None:
    name = display_path(file)
    before = None if base is None else lock.parse(base, f"{name} (base)", diagnostics)
    here = lock.parse(ours, f"{name} (ours)", diagnostics)
    there = lock.parse(theirs, f"{name} (theirs)", diagnostics)
    if here is None or there is None or diagnostics.failed:
        return
    result, notes = merged(before, here, there)
    for note in notes:
        diagnostics.note("lock-merged", f"{note}; the first is kept", file=name)
    try:
        write_atomically(file, lock.text(result).encode())
    except OSError as error:
        diagnostics.error("lock-unwritable", f"cannot be written: {reason(error)}", file=name)


def _text(file: Path, diagnostics: Diagnostics) -> str | None:
    try:
        return file.read_text("utf-8", "replace")
    except OSError as error:
        message = f"cannot be read: {reason(error)}"
        diagnostics.error("lock-unreadable", message, file=display_path(file))
        return None
