from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class CopyThingOptions(Model):
    deep: bool | None = None
    to: str | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class CopyThingOptionsDict(TypedDict, total=False):
        deep: bool
        to: str

else:
    CopyThingOptionsDict = dict
