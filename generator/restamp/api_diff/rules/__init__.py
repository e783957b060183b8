"""How bad is each kind of finding, and why? Every rule of a comparison, and what a team decides about them."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.api_diff.rules.breaking import BREAKING
from restamp.api_diff.rules.harmless import HARMLESS
from restamp.api_diff.rules.rule import Rule as Rule

RULES: tuple[Rule, ...] = (*BREAKING, *HARMLESS)
"""All of them; what changes silently or for everybody comes first."""

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
RANKS: Mapping[str, int] = {rule.id: rank for rank, rule in enumerate(RULES)}


def has_types(kind: str) -> bool:
    """Whether the two sides of such findings are types."""
    return kind in BY_ID and BY_ID[kind].has_types
