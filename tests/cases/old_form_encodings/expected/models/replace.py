from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .._runtime.model import Model


class ReplaceBody(Model):
    names: Annotated[list[str] | None, Field(alias="Names")] = None


if TYPE_CHECKING:
    from typing import TypedDict

    class ReplaceBodyDict(TypedDict, total=False):
        Names: list[str]

else:
    ReplaceBodyDict = dict
