"""What is known to be missing, each with its reason: `exceptions.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from .walking import Loss

FILE = Path(__file__).with_name("exceptions.txt")


@dataclass(frozen=True)
class Exceptions:
    """Lines of document, kind of loss and place, which may hold `*`, and the reason after `: `."""

    rows: tuple[tuple[str, str, str, str], ...]

    def covers(self, document: str, loss: Loss) -> str:
        """The reason why this loss is none, "" where there is no such reason."""
        return next(
            (
                reason
                for name, kind, place, reason in self.rows
                if fnmatchcase(document, name)
                and kind in ("*", loss.kind)
                and fnmatchcase(loss.place, place)
            ),
            "",
        )


@cache
def exceptions() -> Exceptions:
    """Those of the file."""
    rows = list[tuple[str, str, str, str]]()
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            what, _, reason = line.partition(": ")
            document, kind, place = what.split(maxsplit=2)
            rows.append((document, kind, place, reason))
    return Exceptions(tuple(rows))
