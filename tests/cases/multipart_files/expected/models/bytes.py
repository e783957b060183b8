from __future__ import annotations

from typing_extensions import TypeAliasType

Bytes = TypeAliasType("Bytes", bytes)
