from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.files import FileContent
from .._runtime.model import Model


class AddNoteBody(Model):
    text: str | None = None
    file: FileContent | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class AddNoteBodyDict(TypedDict, total=False):
        text: str
        file: FileContent

else:
    AddNoteBodyDict = dict
