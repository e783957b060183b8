from __future__ import annotations

from typing_extensions import TypeAliasType

Id = TypeAliasType("Id", str | int)
