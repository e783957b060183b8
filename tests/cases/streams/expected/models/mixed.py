from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class EventAddString(Model):
    event: Literal["addString"] = "addString"
    data: str | None = None
    retry: int | None = None


class EventAddInt64(Model):
    event: Literal["addInt64"] = "addInt64"
    data: str | None = None
    retry: int | None = None


class AddJsonData(Model):
    foo: int


class EventAddJson(Model):
    event: Literal["addJson"] = "addJson"
    data: AddJsonData | None = None
    retry: int | None = None
