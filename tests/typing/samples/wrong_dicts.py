"""Bodies as dict literals: each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from uuid import UUID

from feature_request_dicts import AsyncClient, Client, models
from feature_request_dicts.api import orders

import blink
import tracecat


def of_blink(client: blink.Client) -> None:
    client.workflows.execute("ws", "id", {"runer": "r"})  # wrong: no such key
    client.workflows.execute("ws", "id", {"runner": 1})  # wrong: not a string
    client.workflows.execute("ws", "id", {"inputValues": {}})  # wrong: another spelling
    client.workflows.execute("ws", "id", {"callback": {"disable_ssl": True}})  # wrong: of Python
    client.workflows.execute("ws", "id", {"callback": {"url": 1}})  # wrong: not a string, within
    client.workflows.execute("ws", "id", {"callback": "http://a"})  # wrong: not an object
    client.executions.list("ws", q={"limit": "1"})  # wrong: not a number
    client.executions.list("ws", q={"limits": 1})  # wrong: no such key
    client.executions.list("ws", q={"sort": "id"})  # wrong: not a list


def of_tracecat(workspace: UUID, calls: tracecat.Client) -> None:
    create = calls.workflow_executions.create
    create(workspace, {})  # wrong: the workflow is missing
    create(workspace, {"inputs": 1})  # wrong: the workflow is missing
    create(workspace, {"workflow_id": None})  # wrong: not nullable
    create(workspace, {"workflow_id": "w", "input": 1})  # wrong: no such key
    create(workspace, {"workflow_id": "w", "time_anchor": 3})  # wrong: not a time


def nested(client: Client, key: UUID, answer: models.Order, line: models.Line) -> None:
    create = client.orders.create
    create({"lines": [], "currency": "EUR"})  # wrong: a key is missing
    create({"id": "i", "lines": [], "currency": "EUR", "placed-at": ""})  # wrong: read-only
    create({"lines": [], "currency": "GBP", "placed-at": ""})  # wrong: not of the enumeration
    create({"lines": [{}], "currency": "EUR", "placed-at": ""})  # wrong: a key is missing, within
    create({"lines": [{"sku": 1}], "currency": "EUR", "placed-at": ""})  # wrong: not a UUID
    create({"lines": {"sku": key}, "currency": "EUR", "placed-at": ""})  # wrong: not a list
    create({"lines": [line], "currency": "EUR", "placed-at": ""})  # wrong: of answers
    create({"lines": [], "currency": "EUR", "placed_at": ""})  # wrong: the name in Python
    create({"lines": [], "currency": "EUR", "placed-at": "", "name": None})  # wrong: not nullable
    create(answer)  # wrong: of answers
    client.orders.replace({"lines": [], "currency": "EUR", "placed-at": ""})  # wrong: one
    client.orders.replace([{"lines": []}])  # wrong: keys are missing
    orders.create_order([])  # wrong: a list


def unions(client: Client) -> None:
    client.shapes.draw({"radius": 1})  # wrong: no kind
    client.shapes.draw({"kind": "Square"})  # wrong: no such kind
    client.shapes.draw({"kind": "Group", "radius": 1})  # wrong: of the other kind
    client.shapes.draw({"kind": "Circle", "radius": "1"})  # wrong: not a number
    client.shapes.draw({"kind": "Group", "shapes": [{"kind": "Circ"}]})  # wrong: within
    client.trees.grow({"color": "red"})  # wrong: no such key
    client.trees.grow({"next-leaf": {"next-leaf": 1}})  # wrong: within
    client.shapes.draw({"kind": "Circle", "line": "wavy"})  # wrong: not of the enumeration
    client.trees.grow([1])  # wrong: not a tree


def more_members(client: Client) -> None:
    client.settings.change([])  # wrong: not an object
    client.settings.change({1: "a"})  # wrong: not a name
    settings: models.SettingsDict = {"theme": 1}  # wrong: not a string
    print(settings)


def parameters(client: Client) -> None:
    client.orders.find(filter={"min_total": 3})  # wrong: the name in Python
    client.orders.find(filter={"min-total": "3"})  # wrong: not a number
    client.orders.find(sort={})  # wrong: a key is missing


async def asynchronous(client: AsyncClient) -> None:
    await client.shapes.draw({"kind": "Square"})  # wrong: no such kind
    await client.shapes.draw.raw({"radius": 1})  # wrong: no kind
    client.shapes.draw.request({"kinds": 1})  # wrong: no such key


def keywords(client: Client) -> None:
    models.Circle(radiuss=1)  # wrong: no such field
    models.OrderRequest(lines=[], currency="EUR", placedat="")  # wrong: no such field
    tracecat.models.WorkflowExecutionCreate(workflow_id="w", input=1)  # wrong: no such field
    blink.models.ExecutePlaybookBody(runer="r")  # wrong: no such field
    blink.models.ExecutePlaybookCallback(disableSSL=True)  # wrong: the name in the document
