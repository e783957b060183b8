from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model


class FormBody(Model):
    a: list[str] | None = None


if TYPE_CHECKING:
    from typing import TypedDict

    class FormBodyDict(TypedDict, total=False):
        a: list[str]

else:
    FormBodyDict = dict
