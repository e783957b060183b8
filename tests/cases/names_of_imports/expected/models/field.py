from __future__ import annotations

from typing import Annotated, Any as Any_

from pydantic import Field as Field_

from .._runtime.model import Model as Model_


class Field(Model_):
    field_name: Annotated[Any_, Field_(alias="fieldName")] = None
