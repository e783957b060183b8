from __future__ import annotations

from typing import Any

from typing_extensions import TypeAliasType

AnyList = TypeAliasType("AnyList", list[Any])
