from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class FailureData(Model):
    why: str


class Failure(Model):
    event: Literal["failure"] = "failure"
    data: FailureData
