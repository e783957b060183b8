from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Thing(Model):
    kind: Literal["thing"] = "thing"
    fixed: Literal[3] = 3
    large: int | None = None
    """Beyond what mypy reads in a literal type."""
    least: int | None = None
    most: Literal[9223372036854775807] | None = None
    ratio: float
    """A literal type holds no such number."""
    yes: Literal[True] | None = None
    nothing: None = None
    either: Literal["a", "b"] | int | float | None = None
