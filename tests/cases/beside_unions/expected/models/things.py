from __future__ import annotations

from .._runtime.model import Model, UnknownVariant
from .._runtime.scalars import Date, DateTime
from .bank import Bank
from .card import Card


class Things(Model):
    words: list[str] | str | None = None
    of_ref: list[int] | bool | None = None
    counts: dict[str, int] | int | None = None
    whens: Date | DateTime | None = None
    lengths: list[str] | None = None
    text: str | None = None
    own: list[int] | list[str] | None = None
    maybe: Card | Bank | UnknownVariant | None = None
