from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model
from .._runtime.scalars import Date


class Sort(Model):
    by: str
    date: Date | None = None


if TYPE_CHECKING:
    from datetime import date as date_
    from typing import Required, TypedDict

    class SortDict(TypedDict, total=False):
        by: Required[str]
        date: date_ | str

else:
    SortDict = dict
