from __future__ import annotations

from typing_extensions import TypeAliasType

from .account import Account

Parent = TypeAliasType("Parent", Account)
