from __future__ import annotations

from typing import Any

from typing_extensions import TypeAliasType

Mixed = TypeAliasType("Mixed", dict[str, Any])
