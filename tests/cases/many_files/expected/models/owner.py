from __future__ import annotations

from .._runtime.model import Model


class Owner(Model):
    pets: list[Pet] | None = None


from .pet import Pet  # noqa: E402
