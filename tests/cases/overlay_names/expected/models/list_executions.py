from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import Model


class Page(Model):
    count: Annotated[int | None, Field(alias="x-n")] = None
