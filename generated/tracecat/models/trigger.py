from __future__ import annotations

from typing import Any

from .._runtime.model import Model, OpenStr


class TriggerKind(OpenStr):
    """What kind of trigger it is."""

    SCHEDULE = "schedule"
    WEBHOOK = "webhook"


class Trigger(Model):
    """Something that starts a workflow."""

    type: TriggerKind
    """What kind of trigger it is."""
    ref: str
    """Name of the trigger."""
    args: dict[str, Any] | None = None
    """Settings of the trigger."""
