from __future__ import annotations

from typing import Any

from .._runtime.model import Model
from .amount import Amount
from .color import Color


class Task(Model):
    rate: Amount
    names: Amount
    items: list[Color]
    maybe: Amount | None
    """Or nothing."""
    any_of: Amount | None
    one_of: Amount | str | None
    typed: Amount | None
    part: Amount | None
    color: Color | None
    whatever: Any = None
