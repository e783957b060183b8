from __future__ import annotations

from typing import Annotated

from pydantic import Field as Field_

from .._runtime.model import Model
from .._runtime.scalars import Date


class V1Thing(Model):
    class_: Annotated[str | None, Field_(alias="class")] = None
    from_: Annotated[str | None, Field_(alias="from")] = None
    copy_: Annotated[bool | None, Field_(alias="copy")] = None
    model_config_: Annotated[str | None, Field_(alias="model_config")] = None
    id_2: Annotated[str | None, Field_(alias="_id")] = None
    id: str | None = None
    field_1_st: Annotated[str | None, Field_(alias="1st")] = None
    plus_1: Annotated[int | None, Field_(alias="+1")] = None
    minus_1: Annotated[int | None, Field_(alias="-1")] = None
    type: Annotated[str | None, Field_(alias="@type")] = None
    foo_bar_2: Annotated[str | None, Field_(alias="fooBar")] = None
    foo_bar: str | None = None
    str_: Annotated[str | None, Field_(alias="str")] = None
    list_: Annotated[list[str] | None, Field_(alias="list")] = None
    date: Date | None = None
    größe: int | None = None
    名前: str | None = None
