from __future__ import annotations

from .._runtime.model import Model
from .name import Name


class InnerName(Model):
    first: str | None = None
    name: Name | None = None
    state: str | None = None
    note: str | None = None


class Inner(Model):
    name: InnerName | None = None
    state: str | None = None
    note: str | None = None
