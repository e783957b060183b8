from __future__ import annotations

from typing_extensions import TypeAliasType

Second = TypeAliasType("Second", str | int | None)
