"""What a document's references may reach, and what the files that they name hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Contents = Callable[[Path], bytes | str | None]
"""Of a file, by its real path: its bytes, why they cannot be had, or None where they are those on the disk."""


def on_disk(path: Path) -> bytes | str | None:
    """Every file as the disk has it."""
    return None


@dataclass(frozen=True, slots=True)
class Access:
    """The folders that a local `$ref` may reach, besides the document's own, and remote hosts."""

    roots: tuple[Path, ...] = ()
    remotes: tuple[str, ...] = ()
    contents: Contents = on_disk
