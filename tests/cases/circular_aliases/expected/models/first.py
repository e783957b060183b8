from __future__ import annotations

from typing_extensions import TypeAliasType

First = TypeAliasType("First", str | int | None)
