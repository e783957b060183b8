"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

import blink
import tracecat
from blink import models
from blink.api import executions


def pages(client: blink.Client) -> None:
    client.executions.list.items()  # wrong: ws_id is missing
    client.executions.list.pages("ws", 3)  # wrong: by keyword only
    client.executions.list.items("ws", q="{}")  # wrong: not the model
    client.executions.list.items("ws", max_items=3)  # wrong: no parameter of this operation
    client.executions.list.items("ws").limit("3")  # wrong: not an int
    client.executions.get.items("ws", "id")  # wrong: no pages
    client.workflows.execute.pages("ws", "id")  # wrong: no pages
    client.send_items(executions.get("ws", "id"))  # wrong: no pages
    for page in client.executions.list.pages("ws"):
        client.send_pages(page.next)  # wrong: it may be None
        print(page.items[0].no_such_field)  # wrong: no such field
        page.next = None  # wrong: it is frozen


async def asynchronous(client: blink.AsyncClient) -> None:
    list(client.executions.list.items("ws"))  # wrong: not without async for
    await client.executions.list.items("ws")  # wrong: nothing to wait for


def waits(client: blink.Client, other: tracecat.Client) -> None:
    client.executions.get.wait("ws")  # wrong: id is missing
    client.executions.get.wait("ws", "id", timeout=3)  # wrong: no parameter of this operation
    client.executions.list.wait("ws")  # wrong: nothing to wait for
    client.with_options(wait_timeout="60")  # wrong: not a number
    page: models.PlaybookExecutionPage = client.executions.get.wait("ws", "i")  # wrong: another
    print(page)
    other.workflow_executions.create.wait("ws")  # wrong: nothing to wait for
