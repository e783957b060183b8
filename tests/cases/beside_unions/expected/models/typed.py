from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .bank import Bank
from .card import Card

Typed = TypeAliasType("Typed", Card | Bank | UnknownVariant)
"""A type beside a union of references changes none of them."""
