from __future__ import annotations

from .._runtime.model import OpenInt


class AccessLevel(OpenInt):
    """How much a role may do."""

    VALUE_0 = 0
    VALUE_999 = 999
