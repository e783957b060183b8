"""Operations of orders."""

from __future__ import annotations

from .._runtime.request import Request


def put_orders_by_id_items_by_item_id(
    id: str,
    item_id: str,
) -> Request[None]:
    """Put an item

    PUT /orders/{id}/items/{item_id}
    """
    return Request(
        "PUT",
        "/orders/{id}/items/{item_id}",
        None,
        path={"id": id, "item_id": item_id},
    )
