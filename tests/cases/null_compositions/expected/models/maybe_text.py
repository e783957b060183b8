from __future__ import annotations

from typing_extensions import TypeAliasType

MaybeText = TypeAliasType("MaybeText", str | None)
