from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class FindXFilter(Model):
    a: int | None = None


class FindMore(Model):
    a: int | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class FindXFilterDict(TypedDict, total=False):
        a: int

    class FindMoreDict(TypedDict, total=False):
        a: int

else:
    FindXFilterDict = dict
    FindMoreDict = dict
