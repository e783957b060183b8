"""A file with one line of JSON for each difference, which processes share."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from json import dumps, loads
from time import monotonic, sleep
from typing import Any, cast

MOST_LINES = 2000
"""Differences that a file holds."""

MOST_VALUES = 50
"""Values outside of an enumeration that a line holds."""

FilePath = str | os.PathLike[str]

Line = dict[str, Any]

_KEY = (
    *("operation", "at", "place", "kind"),
    *("status", "media_type", "package", "version"),
)
"""The members that tell lines apart."""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def merge(path: str, lines: Iterable[Line], seconds: float) -> int:
    """Adds lines to those of a file, and returns how many it has no room for.

    Waits so many `seconds` for other processes. The file is replaced as a whole.

    Raises:
        BlockingIOError: Another process writes it.
        OSError: It cannot be written.
    """
    with _locked(f"{path}.lock", seconds):
        merged, others = _read(path)
        dropped = 0
        for line in lines:
            key = _key(line)
            if key in merged:
                _add(merged[key], line)
            elif len(merged) + len(others) < MOST_LINES:
                merged[key] = line
            else:
                dropped += 1
        texts = [
            *others,
            *(dumps(line, ensure_ascii=False) for line in merged.values()),
        ]
        # One process at a time is here, so that one name is enough.
        new = f"{path}.new"
        with open(new, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.writelines(f"{text}\n" for text in texts)
        os.replace(new, path)
    return dropped


@contextmanager
def _locked(path: str, seconds: float) -> Generator[None]:
    """Holds the lock of a file, which the system releases if the process ends."""
    file = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        _lock(file, monotonic() + seconds)
        yield
    finally:
        os.close(file)


def _lock(file: int, until: float) -> None:
    while True:
        try:
            _try_lock(file)
            return
        except (BlockingIOError, PermissionError):
            if monotonic() >= until:
                raise BlockingIOError("another process writes the log") from None
        except OSError:
            return  # This file system has no locks.
        sleep(0.01)


def _read(path: str) -> tuple[dict[tuple[object, ...], Line], list[str]]:
    """The lines of a file by what tells them apart, and the texts that are none."""
    merged: dict[tuple[object, ...], Line] = {}
    others: list[str] = []
    with suppress(FileNotFoundError), open(path, encoding="utf-8") as file:
        for text in file:
            line = _line(text)
            if line is not None:
                merged[_key(line)] = line
            elif text.strip():
                others.append(text.rstrip("\n"))
    return merged, others


def _line(text: str) -> Line | None:
    try:
        data: object = loads(text)
    except ValueError:
        return None
    line = cast(Line, data) if isinstance(data, dict) else {}
    observed: Any = line.get("observed")
    fits = isinstance(observed, dict) and isinstance(line.get("count"), int)
    return line if fits and all(name in line for name in _KEY) else None


def _key(line: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(str(line[name]) for name in _KEY)


def _add(line: Line, other: Line) -> None:
    """Adds the observations of another line to a line."""
    observed, more = line["observed"], other["observed"]
    for name in ("types", "formats"):
        counts: dict[str, int] = observed.setdefault(name, {})
        for key, count in more[name].items():
            counts[key] = counts.get(key, 0) + count
    values: list[object] = observed.setdefault("values", [])
    values += [value for value in more["values"] if value not in values]
    del values[MOST_VALUES:]
    line["count"] += other["count"]
    line["first"] = min(line["first"], other["first"])
    line["last"] = max(line["last"], other["last"])
