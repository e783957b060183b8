from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .._runtime.model import OpenStr
from .._runtime.scalars import Base64, DateTime
from .country import Country
from .named import Named


class OrderCurrency(OpenStr):
    EUR = "EUR"
    USD = "USD"


class Order(Named):
    """An order, inherited fields first."""

    id: str
    lines: list[Line]
    currency: OrderCurrency
    country: Country | None = None
    placed_at: Annotated[DateTime, Field(alias="placed-at")]
    class_: Annotated[Base64 | None, Field(alias="class")] = None
    note: str | None = None


class OrderRequest(Named):
    """An order, inherited fields first."""

    lines: list[LineRequest]
    currency: OrderCurrency
    country: Country | None = None
    placed_at: Annotated[DateTime, Field(alias="placed-at")]
    class_: Annotated[Base64 | None, Field(alias="class")] = None
    note: str | None = None


from .line import Line, LineRequest  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Literal, Required, TypedDict

    from .line import LineRequestDict

    OrderRequestDict = TypedDict(
        "OrderRequestDict",
        {
            "name": str,
            "list": Sequence[int],
            "lines": Required[Sequence[LineRequest | LineRequestDict]],
            "currency": Required[OrderCurrency | Literal["EUR", "USD"]],
            "country": Country | str,
            "placed-at": Required[datetime | str],
            "class": bytes | str,
            "note": str | None,
        },
        total=False,
    )
else:
    OrderRequestDict = dict
