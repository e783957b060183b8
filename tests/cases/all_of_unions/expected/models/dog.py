from __future__ import annotations

from .pet import Pet


class Dog(Pet):
    kind: str = "Dog"
