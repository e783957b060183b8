from __future__ import annotations

from typing import Annotated, Any as Any_

from pydantic import Field as Field_

from .._runtime.model import Model as Model_
from .._runtime.scalars import DateTime
from .field import Field


class Holder(Model_):
    any_value: Annotated[Any_, Field_(alias="anyValue")] = None
    field: Field | None = None
    when: DateTime | None = None
