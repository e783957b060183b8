"""Where the parts of a file are after an upgrade that moves them, and where its author wrote them."""

from __future__ import annotations

from dataclasses import field

from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Moves:
    """The moved parts of one file. A part moves with everything in it that has no entry of its own."""

    written: dict[str, str] = field(default_factory=dict[str, str])
    """By location in the upgraded tree: the location as written, which may be in another file."""
    current: dict[str, str] = field(default_factory=dict[str, str])
    """By location as written: the location in the upgraded tree. A part that is copied has its first one."""

    labels: dict[str, str] = field(default_factory=dict[str, str])
    """By location of a parameter as written: the location with its name instead of its number."""

    def record(self, current: str, written: str) -> None:
        """Record that the part at `written` is at `current` now."""
        if current != written:
            self.written[current] = written
            self.current.setdefault(written, current)

    def record_part(self, current: str, written: str) -> None:
        """Record where a part was, which is also the place of another part that references lead to."""
        self.written[current] = written

    def as_written(self, at: str) -> str:
        """The location of a part as its author wrote it."""
        return _moved(at, self.written) if self.written else at

    def as_upgraded(self, at: str) -> str:
        """The location in the upgraded tree of a part that is referred to as written."""
        return _moved(at, self.current) if self.current else at


def _moved(at: str, moves: dict[str, str]) -> str:
    """The new location: the innermost ancestor that moved decides."""
    prefix = at
    while prefix:
        moved = moves.get(prefix)
        if moved is not None:
            return moved + at[len(prefix) :]
        prefix = prefix.rpartition("/")[0]
    return at
