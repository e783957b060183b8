from __future__ import annotations

from .._runtime.model import Model
from .change import Change


class EnvelopeEvent(Model):
    data: Change | None = None
