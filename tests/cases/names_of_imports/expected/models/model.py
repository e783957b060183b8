from __future__ import annotations

from typing import Annotated

from pydantic import Field as Field_

from .._runtime.model import Model as Model_
from .field import Field


class Model(Model_):
    model: Field | None = None
    mro_: Annotated[str | None, Field_(alias="mro")] = None
