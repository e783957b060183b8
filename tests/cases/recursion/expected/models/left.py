from __future__ import annotations

from .._runtime.model import Model


class Left(Model):
    right: Right | None = None


from .right import Right  # noqa: E402
