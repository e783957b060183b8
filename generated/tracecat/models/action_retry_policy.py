from __future__ import annotations

from .._runtime.model import Model


class ActionRetryPolicy(Model):
    """How often and how long an action is tried."""

    max_attempts: int | None = None
    """How many attempts there are in all. Default: 1."""
    timeout: int | None = None
    """How long one attempt may take, in seconds. Default: 300."""
    retry_until: str | None = None
    """Expression that ends the attempts once it is true."""
