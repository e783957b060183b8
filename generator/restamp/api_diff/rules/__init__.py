"""How severe is each kind of finding, and why? All rules, and the policy a team sets for them."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.api_diff.rules.breaking import BREAKING
from restamp.api_diff.rules.harmless import HARMLESS
from restamp.api_diff.rules.rule import Rule as Rule

RULES: tuple[Rule, ...] = (*BREAKING, *HARMLESS)
"""All rules; silent changes and changes that affect every caller come first."""

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
RANKS: Mapping[str, int] = {rule.id: rank for rank, rule in enumerate(RULES)}


def has_types(kind: str) -> bool:
    """Whether findings of this kind compare types."""
    return kind in BY_ID and BY_ID[kind].has_types
