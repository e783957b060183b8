from __future__ import annotations

from typing import Literal

from .._runtime.model import Model
from .change import Change


class Step(Model):
    event: Literal["step"] = "step"
    data: Change
