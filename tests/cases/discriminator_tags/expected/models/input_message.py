from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class InputMessage(Model):
    type: Literal["message"] = "message"
    text: str
