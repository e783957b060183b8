from __future__ import annotations

from typing import Any

from .._runtime.model import Model


class ExpectedField(Model):
    """What one input of a trigger looks like."""

    type: str
    """Type of the input, as written in the workflow."""
    description: str | None = None
    """What the input is for."""
    default: Any = None
    """Value of the input where none is passed."""
