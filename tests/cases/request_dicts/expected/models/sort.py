from __future__ import annotations

from datetime import date as date_
from typing import TYPE_CHECKING

from .._runtime.model import Model


class Sort(Model):
    by: str
    date: date_ | None = None


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class SortDict(TypedDict, total=False):
        by: Required[str]
        date: date_ | str

else:
    SortDict = dict
