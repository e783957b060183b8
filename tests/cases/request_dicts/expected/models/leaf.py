from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .._runtime.model import Model


class Leaf(Model):
    colour: str | None = None
    next_leaf: Annotated[Leaf | None, Field(alias="next-leaf")] = None


if TYPE_CHECKING:
    from typing import TypedDict

    LeafDict = TypedDict(
        "LeafDict",
        {
            "colour": str,
            "next-leaf": "Leaf | LeafDict",
        },
        total=False,
    )
else:
    LeafDict = dict
