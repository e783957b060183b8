from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .bank import Bank
from .card import Card


class PaymentCard(Card):
    amount: int


class PaymentBank(Bank):
    amount: int


Payment = TypeAliasType("Payment", PaymentCard | PaymentBank | UnknownVariant)
