from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Note(Model):
    text: str | None = None
    tags: list[str] | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class NoteDict(TypedDict, total=False):
        text: str
        tags: list[str]

else:
    NoteDict = dict
