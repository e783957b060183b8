from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import Model


class Named(Model):
    name: str | None = None
    list_: Annotated[list[int] | None, Field(alias="list")] = None
