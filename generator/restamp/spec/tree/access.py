"""Which files the references of a document may reach, and where their content comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Contents = Callable[[Path], bytes | str | None]
"""Maps the real path of a file to its bytes, to the reason why it cannot be read, or to None: read the disk."""


def on_disk(path: Path) -> bytes | str | None:
    """Read every file from the disk."""
    return None


@dataclass(frozen=True, slots=True)
class ReferencePolicy:
    """The folders, besides the document's own, and the remote hosts that a `$ref` may reach."""

    roots: tuple[Path, ...] = ()
    remotes: tuple[str, ...] = ()
    contents: Contents = on_disk
