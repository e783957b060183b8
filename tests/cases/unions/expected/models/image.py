from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Image(Model):
    type: Literal["image"] = "image"
    url: str
