from __future__ import annotations

from .._runtime.model import OpenStr


class TriggerType(OpenStr):
    """How an execution was started."""

    MANUAL = "manual"
    SCHEDULED = "scheduled"
    WEBHOOK = "webhook"
