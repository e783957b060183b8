from __future__ import annotations

from typing import Any

from typing_extensions import TypeAliasType

Texts = TypeAliasType("Texts", dict[str, Any])
