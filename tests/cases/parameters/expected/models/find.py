from __future__ import annotations

from .._runtime.model import Model, OpenStr


class FindOrder(OpenStr):
    UP = "up"
    DOWN = "down"


class FindState(OpenStr):
    OPEN = "open"
    CLOSED = "closed"


class FindQ(Model):
    limit: int | None = None
    offset: int | None = None
