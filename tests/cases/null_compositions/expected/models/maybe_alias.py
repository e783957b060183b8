from __future__ import annotations

from typing_extensions import TypeAliasType

from .team import Team

MaybeAlias = TypeAliasType("MaybeAlias", Team | None)
