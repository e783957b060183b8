from __future__ import annotations

from typing_extensions import TypeAliasType

Limits = TypeAliasType("Limits", dict[str, int])
