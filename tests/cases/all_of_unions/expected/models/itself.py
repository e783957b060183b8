from __future__ import annotations

from .named import Named


class Itself(Named):
    """Names itself among its parts."""

    own: bool | None = None
