from __future__ import annotations

from typing import Literal

from .._runtime.model import Model


class ApprovalInteraction(Model):
    """The action waits until people have approved it."""

    type: Literal["approval"] = "approval"
    timeout: float | None = None
    """How long to wait at most, in seconds."""
    required_approvers: int | None = None
    """How many people have to approve. Default: 1."""
    approver_groups: list[str] | None = None
    """Groups whose members may approve."""
    message: str | None = None
    """What the approvers are told."""
    approve_if: str | None = None
    """Expression that decides whether the answers amount to an approval."""
