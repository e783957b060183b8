from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from .._runtime.model import Model
from .._runtime.scalars import DecimalNumber


class Line(Model):
    sku: UUID
    price: DecimalNumber | None = None
    tags: list[str] | None = None
    parents: list[Line] | None = None
    orders: dict[str, Order] | None = None


class LineRequest(Model):
    sku: UUID
    price: DecimalNumber | None = None
    tags: list[str] | None = None
    parents: list[LineRequest] | None = None
    orders: dict[str, OrderRequest] | None = None


from .order import Order, OrderRequest  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Required, TypedDict

    from .order import OrderRequestDict

    class LineRequestDict(TypedDict, total=False):
        sku: Required[UUID | str]
        price: Decimal | float
        tags: list[str]
        parents: Sequence[LineRequest | LineRequestDict]
        orders: Mapping[str, OrderRequest | OrderRequestDict]

else:
    LineRequestDict = dict
