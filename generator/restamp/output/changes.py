"""Compare generated files with the disk. Symbolic links are not followed."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import reason
from restamp.output import lock
from restamp.records import dataclass
from restamp.spec.reading.digests import digest, unix_lines


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs: its path in the package, and its bytes on the disk and as generated; None if absent."""

    path: str
    before: bytes | None
    after: bytes | None


def changes(
    files: Mapping[str, str],
    package: Path,
    name: str,
    known: lock.Lock | None,
    diagnostics: Diagnostics,
) -> tuple[Change, ...]:
    """All files that differ, sorted by path: those in `files`, and others that the lock `known` lists.

    output-unreadable if the disk cannot be read.
    """
    try:
        return changed_files(files, Path(os.path.realpath(package)), name, known, diagnostics)
    except OSError as error:
        unusable(diagnostics, name, error, "read")
        return ()


def edited(differences: Iterable[Change], known: lock.Lock | None) -> tuple[Change, ...]:
    """The changes of files that were edited since the lock was written."""
    if known is None:
        return ()
    return tuple(
        change
        for change in differences
        if change.before is not None
        and change.path in known.files
        and known.files[change.path] not in (lock.MERGED, digest(change.before))
    )


def foreign(differences: Iterable[Change], known: lock.Lock | None) -> tuple[Change, ...]:
    """The changes of files that the lock does not list."""
    owned = {*(known.files if known else ()), *((lock.FILE,) if known else ())}
    return tuple(c for c in differences if c.before is not None and c.path not in owned)


def diff(differences: Iterable[Change], name: str) -> str:
    """A unified diff from the disk to the generated files; `name` is the displayed folder of the package."""
    return "".join(_unified(change, name) for change in differences)


def changed_files(
    files: Mapping[str, str],
    package: Path,
    name: str,
    known: lock.Lock | None,
    diagnostics: Diagnostics,
) -> tuple[Change, ...]:
    """All files that differ in more than line ends; CR LF line ends are reported as a note."""
    wanted = {path: text.encode() for path, text in files.items()}
    paths = sorted({*wanted, *(known.files if known else ())})
    plain = _plain_folders(package, {path.rpartition("/")[0] for path in paths})
    differences: list[Change] = []
    crlf = False
    for path in paths:
        is_reachable = path.rpartition("/")[0] in plain
        before, after = _content(f"{package}/{path}") if is_reachable else None, wanted.get(path)
        crlf = crlf or (before is not None and b"\r\n" in before)
        if _unix(before) != after:
            differences.append(Change(path, before, after))
    if crlf:
        message = (
            "files were checked out with CR LF line ends, which count as unchanged; "
            f"a line `{name}/** text eol=lf` in .gitattributes keeps them as generated"
        )
        diagnostics.note("line-ends", message, file=name)
    return tuple(differences)


def _plain_folders(package: Path, folders: Collection[str]) -> set[str]:
    """Those of these folders of a package that exist and are not behind a link."""
    return {
        folder
        for folder in folders
        if all(kind_of(f"{package}/{above}") == "folder" for above in _with_parents(folder))
    }


def _with_parents(folder: str) -> Iterable[str]:
    """A folder of a package and those around it, without the package itself."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _content(file: str) -> bytes | None:
    """The bytes of a regular file; None if there is none."""
    return Path(file).read_bytes() if kind_of(file) == "file" else None


def kind_of(path: str | Path) -> str | None:
    """The kind of file at a path; None if there is none."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISLNK(mode):
        return "symbolic link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "special file"


def _unified(change: Change, name: str) -> str:
    shown = f"{name}/{change.path}"
    before, after = _lines(_unix(change.before)), _lines(change.after)
    old = shown if change.before is not None else "/dev/null"
    new = shown if change.after is not None else "/dev/null"
    if not before and not after:
        return f"--- {old}\n+++ {new}\n"
    import difflib

    return "".join(difflib.unified_diff(before, after, old, new))


def _unix(content: bytes | None) -> bytes | None:
    return None if content is None else unix_lines(content)


def _lines(content: bytes | None) -> list[str]:
    """The lines of a file with their ends; bytes that are not UTF-8 are escaped."""
    text = (content or b"").decode("utf-8", "backslashreplace")
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()
    return lines if last == "\n" else [*lines, last + "\\ No newline at end of file\n"]


def first_difference(change: Change) -> tuple[Position, str]:
    """The position of the first difference in the file on the disk, and the text of the file."""
    before, after = _lines(_unix(change.before)), _lines(change.after)
    equal = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    line = min(sum(1 for _ in equal), max(len(before) - 1, 0)) + 1
    return Position(line, 1), "".join(before)


def unusable(
    diagnostics: Diagnostics,
    name: str,
    error: OSError,
    action: Literal["written", "read"] = "written",
) -> None:
    """Add the error that a package, called `name`, cannot be written or read."""
    where = f" ({os.path.basename(error.filename)})" if isinstance(error.filename, str) else ""
    message = f"cannot be {action}: {reason(error)}{where}"
    if action == "written":
        diagnostics.error("output-unwritable", message, file=name)
    else:
        diagnostics.error("output-unreadable", message, file=name)
