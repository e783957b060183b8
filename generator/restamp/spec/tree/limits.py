"""How large a document may be: beyond, it is refused before it costs time and memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. The largest published documents use a third of them at most."""

    bytes: int = 64 * 1024 * 1024
    depth: int = 200
    """Objects and arrays inside one another."""
    values: int = 4_000_000
    """Objects, arrays, keys and scalars."""
    shared: int = 1_000_000
    """What YAML aliases add to that when each is counted as a copy."""
