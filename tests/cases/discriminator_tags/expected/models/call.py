from __future__ import annotations

from .._runtime.model import Model


class Call(Model):
    type: str = "Call"
