from __future__ import annotations

from datetime import datetime

from .._runtime.model import Model


class OnEventPayload(Model):
    at: datetime
