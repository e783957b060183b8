from __future__ import annotations

from .._runtime.model import OpenStr


class JoinStrategy(OpenStr):
    """Whether one or all of the earlier actions have to be done first."""

    ANY = "any"
    ALL = "all"
