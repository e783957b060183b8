from __future__ import annotations

from typing_extensions import TypeAliasType

from .size import Size

OnlySizes = TypeAliasType("OnlySizes", dict[str, Size])
