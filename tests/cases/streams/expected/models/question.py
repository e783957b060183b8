from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class Question(Model):
    text: str
    stream: bool | None = None
    """Default: false."""


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class QuestionDict(TypedDict, total=False):
        text: Required[str]
        stream: bool | None

else:
    QuestionDict = dict
