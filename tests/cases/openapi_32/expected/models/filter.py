from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class SearchBody(Model):
    name: str | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class SearchBodyDict(TypedDict, total=False):
        name: str

else:
    SearchBodyDict = dict
