from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Stored(Model):
    content: bytes | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class StoredDict(TypedDict, total=False):
        content: bytes

else:
    StoredDict = dict
