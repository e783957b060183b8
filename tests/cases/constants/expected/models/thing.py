from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Thing(Model):
    kind: Literal["thing"] | str = "thing"
    fixed: Literal[3] | int = 3
    large: int | None = None
    """Beyond what mypy reads in a literal type."""
    least: int | None = None
    most: Literal[9223372036854775807] | int | None = None
    ratio: float
    """A literal type holds no such number."""
    yes: Literal[True] | bool | None = None
    nothing: None = None
    either: Literal["a", "b"] | int | float | None = None
