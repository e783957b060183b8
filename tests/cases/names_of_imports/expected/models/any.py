from __future__ import annotations

from .._runtime.model import Model as Model_
from .holder import Holder


class Any(Model_):
    """When pydantic builds this, its name means this class in Holder too."""

    holder: Holder | None = None
