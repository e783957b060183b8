from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Shared(Model):
    preview: bytes | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class SharedDict(TypedDict, total=False):
        preview: bytes

else:
    SharedDict = dict
