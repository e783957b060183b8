"""Limits on documents: larger ones are rejected before they cost time and memory."""

from __future__ import annotations

from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one file. The largest published documents use a third of them at most."""

    bytes: int = 64 * 1024 * 1024
    depth: int = 200
    """Nesting depth of objects and arrays."""
    values: int = 4_000_000
    """Number of objects, arrays, keys and scalars."""
    shared: int = 1_000_000
    """Number of values that YAML aliases add if each is counted as a copy."""
