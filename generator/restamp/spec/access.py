"""What a document's references may reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Access:
    """The folders that a local `$ref` may reach, besides the document's own, and remote hosts."""

    roots: tuple[Path, ...] = ()
    remotes: tuple[str, ...] = ()
