from __future__ import annotations

from typing_extensions import TypeAliasType

Text = TypeAliasType("Text", str)
