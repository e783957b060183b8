from __future__ import annotations

from typing import Literal

from typing_extensions import TypeAliasType

SpecialUserID = TypeAliasType("SpecialUserID", Literal["current"] | str)
"""A word that stands for a user."""
