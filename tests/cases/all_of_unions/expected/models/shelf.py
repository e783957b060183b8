from __future__ import annotations

from .._runtime.model import Model


class Shelf(Model):
    shelf: int
