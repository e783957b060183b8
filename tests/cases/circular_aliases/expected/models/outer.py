from __future__ import annotations

from typing_extensions import TypeAliasType

from .first import First

Outer = TypeAliasType("Outer", First | bool)
"""Leads into a circle, and is not part of it."""
