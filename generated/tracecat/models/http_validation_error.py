from __future__ import annotations

from .._runtime.model import Model
from .validation_error import ValidationError


class HTTPValidationError(Model):
    """The server's findings about a request that does not fit."""

    detail: list[ValidationError] | None = None
    """One finding for each wrong place."""
