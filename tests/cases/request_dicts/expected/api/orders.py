"""Operations of orders."""

from __future__ import annotations

from collections.abc import Sequence

from .. import models
from .._runtime.parameters import JsonText, Styled
from .._runtime.request import Request


def create_order(
    body: models.OrderRequest | models.OrderRequestDict,
) -> Request[None]:
    """POST /orders"""
    return Request(
        "POST",
        "/orders",
        None,
        body=body,
        body_types={"application/json": models.OrderRequest},
    )


def find_orders(
    *,
    filter: models.FindOrdersFilter | models.FindOrdersFilterDict | None = None,
    sort: models.Sort | models.SortDict | None = None,
) -> Request[list[models.Order]]:
    """GET /orders

    Returns:
        Found.
    """
    return Request(
        "GET",
        "/orders",
        list[models.Order],
        query={
            "filter": Styled(filter, "deepObject", explode=False),
            "sort": JsonText(sort),
        },
    )


def replace_orders(
    body: Sequence[models.OrderRequest | models.OrderRequestDict],
) -> Request[None]:
    """PUT /orders"""
    return Request(
        "PUT",
        "/orders",
        None,
        body=body,
        body_types={"application/json": list[models.OrderRequest]},
    )
