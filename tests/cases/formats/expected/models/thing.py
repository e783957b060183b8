from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from .._runtime.model import Model
from .._runtime.scalars import Base64, Date, DateTime, DecimalNumber, Duration, Time


class Thing(Model):
    date: Date
    time: Time
    at: DateTime | None = None
    took: Duration | None = None
    id: UUID | None = None
    price: Decimal | None = None
    rate: DecimalNumber | None = None
    data: Base64 | None = None
    also: Base64 | None = None
    mail: str | None = None
    big: int | None = None
    ratio: float | None = None
    dates: list[Date] | None = None
