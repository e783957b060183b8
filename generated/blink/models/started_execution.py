from __future__ import annotations

from .._runtime.model import Model


class StartedExecution(Model):
    """An execution that was started and goes on by itself."""

    execution_id: str
    """ID of the new execution."""
