from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class BodyMeta(Model):
    a: int | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class BodyMetaDict(TypedDict, total=False):
        a: int

else:
    BodyMetaDict = dict
