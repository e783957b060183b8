from __future__ import annotations

from .._runtime.model import Model


class Egg(Model):
    """Egg and Hen are parts of one another; both have the properties of both."""

    egg: str | None = None
    hen: str | None = None
