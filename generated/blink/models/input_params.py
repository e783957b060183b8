from __future__ import annotations

from typing import Any

from typing_extensions import TypeAliasType

InputParams = TypeAliasType("InputParams", dict[str, Any])
"""Values of a workflow's inputs, by name."""
