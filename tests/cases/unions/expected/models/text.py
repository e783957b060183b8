from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Text(Model):
    type: Literal["text"] = "text"
    text: str
