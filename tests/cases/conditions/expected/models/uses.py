from __future__ import annotations

from .._runtime.model import Model
from .maybe_thing import MaybeThing


class Uses(Model):
    one: MaybeThing | None
    two: MaybeThing | None
