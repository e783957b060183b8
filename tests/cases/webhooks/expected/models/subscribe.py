from __future__ import annotations

from .._runtime.model import Model
from .._runtime.scalars import DateTime


class OnEventPayload(Model):
    at: DateTime
