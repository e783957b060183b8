from __future__ import annotations

from .._runtime.model import Model as Model_
from .._runtime.scalars import DateTime


class Datetime(Model_):
    datetime: DateTime | None = None
