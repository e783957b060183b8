from __future__ import annotations

from .._runtime.model import Model, OpenStr
from .name import Name


class DetailedName(Name):
    last: str | None = None


class DetailedState(OpenStr):
    A = "a"
    B = "b"


class Detailed(Model):
    """An object that is said twice has the fields of both."""

    name: DetailedName | None = None
    state: DetailedState | None = None
    note: str | None = None
