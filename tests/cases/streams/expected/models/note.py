from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class Note(Model):
    event: Literal["note"] = "note"
    data: str
