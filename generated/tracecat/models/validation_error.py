from __future__ import annotations

from .._runtime.model import Model


class ValidationError(Model):
    """One finding about a request."""

    loc: list[str | int]
    """The way to the place, from the part of the request down to the property."""
    msg: str
    """The finding in words."""
    type: str
    """Code of the finding."""
