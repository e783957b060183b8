from __future__ import annotations

from .._runtime.model import Model


class Card(Model):
    number: str
