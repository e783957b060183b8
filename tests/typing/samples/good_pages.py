"""Pages and waits that both checkers must take, and what they must infer."""

from __future__ import annotations

from typing import assert_type, reveal_type

import blink
import tracecat
from blink import models
from blink._runtime.next_pages import Page
from blink._runtime.paged import PagedRequest
from blink._runtime.pages import AsyncListing, Listing
from blink.api import executions
from blink.resources.executions import AsyncExecutions, Executions

ListPage = Page[models.PlaybookExecutionPage, models.PlaybookExecution]
ListRequest = PagedRequest[models.PlaybookExecutionPage, models.PlaybookExecution]


def synchronous(client: blink.Client) -> None:
    items = client.executions.list.items("ws", q=models.RqlQuery(limit=10))
    reveal_type(items)  # Listing[PlaybookExecution]
    for item in items.limit(100):
        reveal_type(item)  # PlaybookExecution
    assert_type(list(client.executions.list.items("ws")), list[models.PlaybookExecution])
    assert_type(client.executions.list.pages("ws"), Listing[ListPage])
    for page in client.executions.list.pages(ws_id="ws"):
        reveal_type(page.value)  # PlaybookExecutionPage
        reveal_type(page.items)  # list[PlaybookExecution]
        assert_type(page.request, ListRequest)
        assert_type(page.next, ListRequest | None)
        if page.next is not None:
            assert_type(client.send_pages(page.next), Listing[ListPage])
            assert_type(client.send_items(page.next), Listing[models.PlaybookExecution])
            assert_type(client.send(page.next), models.PlaybookExecutionPage)
    assert_type(client.executions.list("ws"), models.PlaybookExecutionPage)
    assert_type(client.executions.list.raw("ws").value, models.PlaybookExecutionPage)


async def asynchronous(client: blink.AsyncClient) -> None:
    items = client.executions.list.items("ws")
    reveal_type(items)  # AsyncListing[PlaybookExecution]
    async for item in items.limit(3):
        reveal_type(item)  # PlaybookExecution
    assert_type([item async for item in items], list[models.PlaybookExecution])
    async for page in client.executions.list.pages("ws", q=None):
        reveal_type(page.items)  # list[PlaybookExecution]
        if page.next is not None:
            assert_type(client.send_pages(page.next), AsyncListing[ListPage])
            assert_type(client.send_items(page.next), AsyncListing[models.PlaybookExecution])
    assert_type(await client.executions.list("ws"), models.PlaybookExecutionPage)


def requests() -> None:
    assert_type(executions.list_("ws"), ListRequest)
    assert_type(Executions.list("ws"), ListRequest)
    assert_type(AsyncExecutions.list("ws", q=None), ListRequest)


async def cursors(client: tracecat.Client, other: tracecat.AsyncClient) -> None:
    for item in client.workflow_executions.search.items("ws", status=["FAILED"], limit=3):
        reveal_type(item)  # WorkflowRunReadMinimal
    async for page in other.workflow_executions.search.pages("ws"):
        reveal_type(page.value)  # WorkflowRunPage


async def waits(client: blink.Client, other: blink.AsyncClient) -> None:
    one = client.with_options(wait_timeout=60).executions.get.wait("ws", "id")
    reveal_type(one)  # PlaybookExecutionWithSubflowNames
    again = await other.executions.get.wait("ws", id="id", with_apply_view=True)
    reveal_type(again)  # PlaybookExecutionWithSubflowNames
    assert_type(client.executions.get("ws", "id"), models.PlaybookExecutionWithSubflowNames)
    assert_type(Executions.get("ws", "id").method, str)


def errors(client: blink.Client) -> None:
    try:
        client.executions.get.wait("ws", "id")
    except blink.WaitError as error:
        reveal_type(error.value)  # Any
    except blink.WaitTimeoutError as error:
        reveal_type(error)  # WaitTimeoutError
    except blink.PaginationError as error:
        assert_type(error, blink.PaginationError)
