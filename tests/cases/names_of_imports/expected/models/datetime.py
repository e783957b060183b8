from __future__ import annotations

from datetime import datetime as datetime_

from .._runtime.model import Model as Model_


class Datetime(Model_):
    datetime: datetime_ | None = None
