from __future__ import annotations

from typing import Any, Literal

from .._runtime.model import Model
from .login import Login


class Thing(Model):
    text: str | None = None
    """An alias and the same type are the same."""
    of_union: str | None = None
    """Of a union, what the other part allows."""
    both: Literal["orange", "yellow"] | str | None = None
    """Of two enumerations, what both have."""
    login: Login | None = None
    never: Any = None
    """Nothing is both."""
