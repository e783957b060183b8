from __future__ import annotations

from typing_extensions import TypeAliasType

from .size import Size

AllSizes = TypeAliasType("AllSizes", dict[str, Size])
