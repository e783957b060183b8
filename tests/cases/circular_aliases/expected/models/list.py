from __future__ import annotations

from typing_extensions import TypeAliasType

List = TypeAliasType("List", "list[List]")
"""Recursion inside of something is no circle."""
