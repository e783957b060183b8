from __future__ import annotations

from .._runtime.model import Model
from .change import Change


class NewsEvent(Model):
    event: str
    id: str | None = None
    retry: int | None = None
    data: Change
