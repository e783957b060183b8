from __future__ import annotations

from .pet import Pet


class Cat(Pet):
    """A variant of its parent, with nothing of its own."""

    kind: str = "Cat"
