from __future__ import annotations

from typing_extensions import TypeAliasType

from .named import Named

AliasOfAlias = TypeAliasType("AliasOfAlias", Named)
