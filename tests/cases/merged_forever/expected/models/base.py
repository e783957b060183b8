from __future__ import annotations

from .._runtime.model import Model
from .name import Name


class Base(Model):
    name: Name | None = None
    state: str | None = None
    note: str | None = None
