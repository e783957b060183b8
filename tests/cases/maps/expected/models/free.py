from __future__ import annotations

from typing import Any

from typing_extensions import TypeAliasType

Free = TypeAliasType("Free", dict[str, Any])
