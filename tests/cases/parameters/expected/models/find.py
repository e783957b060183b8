from __future__ import annotations

from typing import TYPE_CHECKING

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


if TYPE_CHECKING:
    from typing import TypedDict

    class FindQDict(TypedDict, total=False):
        limit: int
        offset: int

else:
    FindQDict = dict
