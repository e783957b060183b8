from __future__ import annotations

from typing_extensions import TypeAliasType

StepResults = TypeAliasType("StepResults", dict[str, int])
"""One number for each step of the workflow."""
