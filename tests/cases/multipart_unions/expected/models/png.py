from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.files import FileContent
from .base import Base


class Png(Base):
    png: FileContent | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class PngDict(TypedDict, total=False):
        thumbnail: FileContent
        png: FileContent

else:
    PngDict = dict
