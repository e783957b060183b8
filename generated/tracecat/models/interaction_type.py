from __future__ import annotations

from .._runtime.model import OpenStr


class InteractionType(OpenStr):
    """What an action waits for."""

    APPROVAL = "approval"
    RESPONSE = "response"
