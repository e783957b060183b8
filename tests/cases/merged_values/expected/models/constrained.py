from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import Model


class Constrained(Model):
    """A keyword without a type speaks of values of its own type only."""

    number: float | None = None
    either: list[str] | str | None = None
    map: dict[str, str] | bool | None = None
    list_: Annotated[list[int] | None, Field(alias="list")] = None
