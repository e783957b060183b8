"""Which files the references of a document may reach, and where their content comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Why the content of a file or a URL cannot be read."""

    reason: str
    """The end of a sentence about it."""
    is_missing: bool = False
    """Whether it is known not to exist."""


Contents = Callable[[Path], bytes | Unavailable | None]
"""Maps the real path of a file to its bytes, to the reason why it cannot be read, or to None: read the disk."""


def on_disk(path: Path) -> bytes | Unavailable | None:
    """Read every file from the disk."""
    return None


@dataclass(frozen=True, slots=True)
class ReferencePolicy:
    """The folders, besides the document's own, and the remote hosts that a `$ref` may reach."""

    roots: tuple[Path, ...] = ()
    remotes: tuple[str, ...] = ()
    contents: Contents = on_disk
    unwritten: tuple[tuple[Path, bytes], ...] = ()
    """The new contents of overlays that are not written yet."""
