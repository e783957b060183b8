"""Paths in overlays."""

from __future__ import annotations

from restamp.ir.pagination import Path
from restamp.spec.tree.tree import Json


def parse_path(value: Json) -> Path | None:
    """Parse names separated by dots, or a list of names; None if it is neither, () for an empty string."""
    match value:
        case str(text):
            return (text,) if text else ()
        case [*names] if names and all(isinstance(name, str) for name in names):
            return tuple(str(name) for name in names)
        case _:
            return None
