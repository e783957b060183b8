from __future__ import annotations

from .._runtime.model import Model
from .expected_field import ExpectedField


class DSLEntrypoint(Model):
    """Where a workflow begins."""

    ref: str | None = None
    """Name of the first action."""
    expects: dict[str, ExpectedField] | None = None
    """What the inputs of the trigger look like, by name."""
