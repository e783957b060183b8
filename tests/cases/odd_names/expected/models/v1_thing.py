from __future__ import annotations

from datetime import date as date_
from typing import Annotated

from pydantic import Field

from .._runtime.model import Model


class V1Thing(Model):
    class_: Annotated[str | None, Field(alias="class")] = None
    from_: Annotated[str | None, Field(alias="from")] = None
    copy_: Annotated[bool | None, Field(alias="copy")] = None
    model_config_: Annotated[str | None, Field(alias="model_config")] = None
    id_2: Annotated[str | None, Field(alias="_id")] = None
    id: str | None = None
    field_1_st: Annotated[str | None, Field(alias="1st")] = None
    plus_1: Annotated[int | None, Field(alias="+1")] = None
    minus_1: Annotated[int | None, Field(alias="-1")] = None
    type: Annotated[str | None, Field(alias="@type")] = None
    foo_bar_2: Annotated[str | None, Field(alias="fooBar")] = None
    foo_bar: str | None = None
    str_: Annotated[str | None, Field(alias="str")] = None
    list_: Annotated[list[str] | None, Field(alias="list")] = None
    date: date_ | None = None
    größe: int | None = None
    名前: str | None = None
