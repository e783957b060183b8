from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any as Any_

from pydantic import Field as Field_

from .._runtime.model import Model as Model_
from .field import Field


class Holder(Model_):
    any_value: Annotated[Any_, Field_(alias="anyValue")] = None
    field: Field | None = None
    when: datetime | None = None
