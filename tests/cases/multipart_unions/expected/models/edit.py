from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.files import FileContent
from .._runtime.model import Model


class EditBody(Model):
    image: FileContent | list[FileContent] | None = None


if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypedDict

    class EditBodyDict(TypedDict, total=False):
        image: FileContent | Sequence[FileContent]

else:
    EditBodyDict = dict
