from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.files import FileContent
from .shared import Shared


class Svg(Shared):
    svg: FileContent | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class SvgDict(TypedDict, total=False):
        preview: bytes
        svg: FileContent

else:
    SvgDict = dict
