from __future__ import annotations

from datetime import date as date_, datetime, time as time_
from decimal import Decimal
from uuid import UUID

from .._runtime.model import Base64, DecimalNumber, Duration, Model


class Thing(Model):
    date: date_
    time: time_
    at: datetime | None = None
    took: Duration | None = None
    id: UUID | None = None
    price: Decimal | None = None
    rate: DecimalNumber | None = None
    data: Base64 | None = None
    also: Base64 | None = None
    mail: str | None = None
    big: int | None = None
    ratio: float | None = None
    dates: list[date_] | None = None
