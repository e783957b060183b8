from __future__ import annotations

from typing_extensions import TypeAliasType

Mixed = TypeAliasType("Mixed", dict[str, str | int])
