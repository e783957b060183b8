from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .bank import Bank
from .card import Card


class BothCardAndWithEuro(Card):
    euro: int


class BothCardAndWithDollar(Card):
    dollar: int


class BothBankAndWithEuro(Bank):
    euro: int


class BothBankAndWithDollar(Bank):
    dollar: int


Both = TypeAliasType(
    "Both",
    BothCardAndWithEuro
    | BothCardAndWithDollar
    | BothBankAndWithEuro
    | BothBankAndWithDollar
    | UnknownVariant,
)
