from __future__ import annotations

from typing import Any

from typing_extensions import TypeAliasType

from .size import Size

Sizes = TypeAliasType("Sizes", dict[str, Size | Any])
