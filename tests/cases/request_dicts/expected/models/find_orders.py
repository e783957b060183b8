from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .._runtime.model import Model


class FindOrdersFilter(Model):
    min_total: Annotated[float | None, Field(alias="min-total")] = None


if TYPE_CHECKING:
    from typing import TypedDict

    FindOrdersFilterDict = TypedDict(
        "FindOrdersFilterDict",
        {
            "min-total": float,
        },
        total=False,
    )
else:
    FindOrdersFilterDict = dict
