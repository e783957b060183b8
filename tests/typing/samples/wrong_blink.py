"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from collections.abc import Callable

import blink
from blink import AsyncClient, Client, models
from blink._runtime.request import Request
from blink.api import executions, workflows


def arguments(client: Client, path: str | None) -> None:
    client.executions.get("ws")  # wrong: id is missing
    client.executions.get()  # wrong: both are missing
    client.executions.get(1, "id")  # wrong: not a string
    client.executions.get("ws", None)  # wrong: a path has no null
    client.executions.get("ws", path)  # wrong: it may be None
    client.executions.get("ws", "id", True)  # wrong: by keyword only
    client.executions.get("ws", "id", with_apply_view="yes")  # wrong: not a bool
    client.executions.get("ws", "id", withApplyView=True)  # wrong: the name in the document
    client.executions.get("ws", "id", timeout=3)  # wrong: no parameter of this operation
    client.executions.get("ws", ws_id="ws", id="id")  # wrong: twice
    client.executions.list("ws", models.RqlQuery())  # wrong: by keyword only
    client.executions.list("ws", q=[])  # wrong: not the model
    client.executions.list("ws", q="{}")  # wrong: not the model
    client.workflows.execute("ws", "id", timeout="3")  # wrong: not an int
    client.workflows.execute("ws", "id", models.RqlQuery())  # wrong: another body
    client.workflows.execute("ws", "id", "r")  # wrong: not the model
    client.executions.fetch("ws", "id")  # wrong: no such operation
    client.playbooks.get("ws", "id")  # wrong: no such resource


def every_spelling(client: Client) -> None:
    client.executions.get.raw("ws")  # wrong: id is missing
    client.executions.get.raw("ws", 1)  # wrong: not a string
    client.executions.get.request("ws", "id", view=True)  # wrong: unknown
    executions.get("ws", None)  # wrong: a path has no null
    executions.list_("ws", models.RqlQuery())  # wrong: by keyword only
    workflows.execute("ws", "id", body=3)  # wrong: not the model
    client.send(executions.get)  # wrong: a function, not a request
    client.send("GET")  # wrong: not a request
    print(client.executions.get.raw("ws", "id").body)  # wrong: it is called value
    client.executions = client.executions  # wrong: a property


def results(client: Client) -> None:
    number: int = client.executions.get("ws", "id")  # wrong: a model
    page: models.PagingInfo = client.executions.get("ws", "id")  # wrong: another model
    text: str = client.executions.get("ws", "id").id  # wrong: it may be None
    print(client.executions.get("ws", "id").idd)  # wrong: no such field
    client.executions.list("ws").results[0]  # wrong: it may be None
    request: Request[models.PagingInfo] = executions.get("ws", "id")  # wrong: of another
    call: Callable[[str], object] = client.executions.get  # wrong: two are required
    print(number, page, text, request, call)


async def awaiting(client: Client, other: AsyncClient) -> None:
    await client.executions.get("ws", "id")  # wrong: not a coroutine
    await client.executions.get.raw("ws", "id")  # wrong: not a coroutine
    await executions.get("ws", "id")  # wrong: not a coroutine
    print(other.executions.get("ws", "id").id)  # wrong: not awaited
    print((await other.executions.get("ws", "id")).idd)  # wrong: no such field
    one: models.PlaybookExecution = other.executions.get("ws", "id")  # wrong: not awaited
    for _ in other.executions.list("ws").results or []:  # wrong: not awaited
        pass
    print(other.executions.get.raw("ws", "id").value)  # wrong: not awaited
    await other.executions.get("ws")  # wrong: id is missing
    other.executions.get("ws", "id")  # wrong: not awaited
    other.executions.get.raw("ws", "id")  # wrong: not awaited
    with other:  # wrong: async with
        pass
    async with client:  # wrong: with
        pass
    print(one)


async def key() -> str:
    return "key"


def clients() -> None:
    Client("key")  # wrong: by keyword only
    Client(api_key=3)  # wrong: not a string
    Client(api_key=key)  # wrong: a coroutine, in a synchronous client
    Client(token="key")  # wrong: this API has none
    Client(timeout="1s")  # wrong: not a number
    Client(max_retries=None)  # wrong: not a number
    Client().with_options(retries=1)  # wrong: unknown
    Client().with_options(1)  # wrong: by keyword only


def fields() -> None:
    models.StartedExecution()  # wrong: execution_id is required
    models.StartedExecution(execution_id=None)  # wrong: it has no null
    models.RqlQuery(limit="many")  # wrong: not an int
    models.RqlQuery(sort="name")  # wrong: not a list
    models.RqlQuery(10)  # wrong: by keyword only
    models.RqlQuery().limit = "many"  # wrong: not an int
    models.ExecutePlaybookBody(callback={})  # wrong: not the model


def errors(error: blink.NotFoundError) -> None:
    print(error.error.message)  # wrong: it may be None
    error.error = models.RqlQuery()  # wrong: another model
    print(error.code)  # wrong: it is called status
