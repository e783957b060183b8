from __future__ import annotations

from .._runtime.model import OpenStr


class Model(OpenStr):
    SMALL = "small"
    LARGE = "large"
