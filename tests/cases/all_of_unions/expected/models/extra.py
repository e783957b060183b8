from __future__ import annotations

from typing_extensions import TypeAliasType

Extra = TypeAliasType("Extra", dict[str, int])
"""Two maps are a map."""
