from __future__ import annotations

from .._runtime.model import Model


class DSLConfig(Model):
    """How a workflow is run."""

    environment: str | None = None
    """Environment whose secrets the workflow uses. Default: "default"."""
    timeout: float | None = None
    """How long the workflow may take, in seconds. Default: 300."""
