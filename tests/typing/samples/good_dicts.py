"""Bodies as dict literals that both checkers must take: Blink's, Tracecat's, and every feature's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, assert_type, reveal_type
from uuid import UUID, uuid4

from feature_request_dicts import AsyncClient, Client, models
from feature_request_dicts.api import orders, shapes

import blink
import tracecat


def of_blink(client: blink.Client) -> None:
    reveal_type(client.workflows.execute("ws", "id", {}))  # StartedExecution | Any
    client.workflows.execute("ws", "id", {"runner": "r", "input_values": {"a": [1, {"b": None}]}})
    client.workflows.execute("ws", "id", {"callback": {"url": "http://a", "disableSSL": True}})
    callback = blink.models.ExecutePlaybookCallback(url="http://a")
    client.workflows.execute("ws", "id", {"callback": callback})
    page = client.executions.list("ws", q={"limit": 10, "filter": {"state": {"$eq": "failed"}}})
    assert_type(page, blink.models.PlaybookExecutionPage)
    query: blink.models.RqlQueryDict = {"sort": ["-id"]}
    query["limit"] = 10
    reveal_type(query.get("offset"))  # int | None
    reveal_type(client.executions.list("ws", q=query))  # PlaybookExecutionPage


def of_tracecat(workspace: UUID, calls: tracecat.Client) -> None:
    create = calls.workflow_executions.create
    reveal_type(create(workspace, {"workflow_id": "w"}))  # WorkflowExecutionCreateResponse
    create(workspace, {"workflow_id": "w", "inputs": [1], "time_anchor": datetime.now(UTC)})
    create(workspace, {"workflow_id": "w", "time_anchor": "2024-01-02T03:04:05Z"})
    create(workspace, body={"workflow_id": "w", "time_anchor": None})


def nested(client: Client, key: UUID, mode: models.OrderCurrency) -> None:
    client.orders.create({"lines": [], "currency": "EUR", "placed-at": "2024-01-02T03:04:05Z"})
    client.orders.create(
        {
            "name": "n",
            "list": (1, 2),
            "lines": [
                {"sku": "12345678-1234-5678-1234-567812345678", "price": 1.5, "tags": ["a"]},
                {"sku": key, "parents": [models.LineRequest(sku=key), {"sku": key}]},
                models.LineRequest(sku=key),
            ],
            "currency": mode,
            "country": "at",
            "placed-at": datetime.now(UTC),
            "class": b"bytes",
            "note": None,
        }
    )
    many: list[models.OrderRequest] = []
    client.orders.replace(many)
    client.orders.replace([*many, {"lines": [], "currency": mode, "placed-at": "now"}])
    lines: Sequence[models.LineRequestDict] = [{"sku": uuid4()}]
    order: models.OrderRequestDict = {"lines": lines, "currency": "USD", "placed-at": "now"}
    line: models.LineRequestDict = {"sku": key, "orders": {"a": order}}
    reveal_type(client.orders.create(order))  # None
    reveal_type(line["sku"])  # UUID | str
    reveal_type(order["placed-at"])  # datetime | str


def unions(client: Client) -> None:
    client.shapes.draw({"kind": "Circle", "radius": 1})
    client.shapes.draw({"kind": "Group", "shapes": []})
    client.shapes.draw(
        {
            "kind": "Group",
            "shapes": [
                {"kind": "Circle", "radius": 1.5},
                models.Circle(),
                {"kind": "Group", "shapes": [{"kind": "Circle"}]},
            ],
        }
    )
    shape: models.ShapeDict = {"kind": "Circle"}
    client.shapes.draw(shape)
    client.trees.grow("leaf")
    client.trees.grow({"colour": "green", "next-leaf": {"next-leaf": models.Leaf()}})
    client.shapes.draw({"kind": "Circle", "line": "dash and dot"})
    grown = client.trees.grow(["leaf", {"colour": "red"}, ["leaf", models.Leaf()]])
    reveal_type(grown)  # OnlyAnswered


def more_members(client: Client, free: dict[str, Any]) -> None:
    client.settings.change({"theme": "dark", "limits": {"a": 1}})
    client.settings.change({"theme": "dark", "more": "text"})
    reveal_type(client.settings.change(free))  # None


def parameters(client: Client) -> None:
    orders = client.orders.find(filter={"min-total": 3}, sort={"by": "id", "date": date.max})
    reveal_type(orders)  # list[Order]
    client.orders.find(filter=models.FindOrdersFilter(min_total=3), sort=models.Sort(by="id"))


async def asynchronous(client: AsyncClient) -> None:
    reveal_type(await client.shapes.draw({"kind": "Circle"}))  # None
    reveal_type(await client.orders.replace([]))  # None
    await client.send(shapes.draw_shape({"kind": "Group"}))
    await client.send(orders.find_orders(sort={"by": "id"}))
