from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import Model
from .counts import Counts


class ItemsValue(Model):
    size: int | None = None


class Thing(Model):
    counts: Counts | None = None
    free: dict[str, Any] | None = None
    items: dict[str, ItemsValue] | None = None
    pair: tuple[str, int] | tuple[str] | tuple[()] | None = None
    list_: Annotated[list[Any] | None, Field(alias="list")] = None
    __pydantic_extra__: dict[str, str] = Field(init=False)
