from __future__ import annotations

from typing_extensions import TypeAliasType

from .size import Size

MixedSizes = TypeAliasType("MixedSizes", dict[str, Size | str | None])
