from __future__ import annotations

from .._runtime.model import Model, OpenStr
from .owner import Owner


class ThingState(OpenStr):
    ON = "on"
    OFF = "off"


class ThingMood(OpenStr):
    GOOD = "good"
    BAD = "bad"


class Thing(Model):
    owner: Owner | None
    state: ThingState | None
    mood: ThingMood | None = None
    size: float
    tags: list[str | None] | None = None
