"""Calls of Blink that both checkers must take, and what they must infer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, assert_type, reveal_type

import httpx2

import blink
from blink import AsyncClient, Client, models
from blink._runtime.paged import PagedRequest
from blink._runtime.request import Request
from blink._runtime.response import Response
from blink.api import executions, workflows
from blink.resources.executions import AsyncExecutions, Executions


def synchronous(client: Client) -> None:
    one = client.executions.get("ws", "id")
    reveal_type(one)  # PlaybookExecutionWithSubflowNames
    assert_type(client.executions.get("ws", id="id"), models.PlaybookExecutionWithSubflowNames)
    assert_type(
        client.executions.get(ws_id="ws", id="id", with_apply_view=True),
        models.PlaybookExecutionWithSubflowNames,
    )
    page = client.executions.list("ws", q=models.RqlQuery(limit=10, filter={"state": "running"}))
    assert_type(page, models.PlaybookExecutionPage)
    assert_type(client.executions.list("ws", q=None), models.PlaybookExecutionPage)
    started = client.workflows.execute("ws", "id", models.ExecutePlaybookBody(runner="r"))
    reveal_type(started)  # StartedExecution | Any
    if isinstance(started, models.StartedExecution):
        assert_type(started.execution_id, str)
    client.workflows.execute("ws", "id", run_sync=True, timeout=30)
    client.workflows.execute("ws", "id", None)
    client.workflows.execute("ws", "id", body=models.ExecutePlaybookBody())


def raw(client: Client) -> None:
    answer = client.executions.get.raw("ws", "id", with_apply_view=None)
    assert_type(answer, Response[models.PlaybookExecutionWithSubflowNames])
    reveal_type(answer.status)  # int
    assert_type(answer.headers, Mapping[str, str])
    assert_type(answer.content, bytes)
    reveal_type(answer.value)  # PlaybookExecutionWithSubflowNames
    assert_type(answer.request, Request[models.PlaybookExecutionWithSubflowNames])


def requests(client: Client) -> None:
    request = executions.get("ws", "id")
    assert_type(request, Request[models.PlaybookExecutionWithSubflowNames])
    reveal_type(request.url)  # str
    assert_type(client.send(request), models.PlaybookExecutionWithSubflowNames)
    assert_type(client.send_raw(request), Response[models.PlaybookExecutionWithSubflowNames])
    listed = client.executions.list.request("ws")
    assert_type(listed, PagedRequest[models.PlaybookExecutionPage, models.PlaybookExecution])
    assert_type(Executions.get("ws", "id"), Request[models.PlaybookExecutionWithSubflowNames])
    assert_type(workflows.execute("ws", "id"), Request[models.StartedExecution | Any])


async def asynchronous(client: AsyncClient) -> None:
    one = await client.executions.get("ws", "id", with_apply_view=False)
    reveal_type(one)  # PlaybookExecutionWithSubflowNames
    answer = await client.executions.list.raw("ws")
    assert_type(answer, Response[models.PlaybookExecutionPage])
    assert_type(answer.value.results, list[models.PlaybookExecution] | None)
    assert_type(await client.send(executions.list_("ws")), models.PlaybookExecutionPage)
    sent = await client.send_raw(client.executions.get.request("ws", "id"))
    reveal_type(sent.value)  # PlaybookExecutionWithSubflowNames
    listed = AsyncExecutions.list("ws")
    assert_type(listed, PagedRequest[models.PlaybookExecutionPage, models.PlaybookExecution])
    started = await client.workflows.execute("ws", "id")
    reveal_type(started)  # StartedExecution | Any


async def options(client: Client, other: AsyncClient) -> None:
    assert_type(client.with_options(timeout=2, max_retries=0), Client)
    assert_type(
        other.with_options(timeout=None, extra_headers={"A": "b"}, extra_query={"a": 1}),
        AsyncClient,
    )
    page = client.with_options(timeout=httpx2.Timeout(1.0, read=9)).executions.list("ws")
    reveal_type(page)  # PlaybookExecutionPage
    again = await other.with_options(base_url="http://x").executions.list("ws")
    assert_type(again, models.PlaybookExecutionPage)


async def credential() -> str:
    return "key"


async def clients() -> None:
    with Client(api_key="k", host="h", max_retries=0) as client:
        reveal_type(client)  # Client
    async with AsyncClient(api_key=credential) as asynchronous_client:
        reveal_type(asynchronous_client)  # AsyncClient
    Client(api_key=lambda: "k", timeout=None, transport=httpx2.HTTPTransport()).close()
    Client(http_client=httpx2.Client(), headers={"A": "b"}, base_url="http://localhost").close()
    await AsyncClient(api_key=lambda: "k", timeout=1.5).aclose()


def fields(one: models.PlaybookExecutionWithSubflowNames, body: models.ExecutePlaybookBody) -> None:
    assert_type(one.id, str | None)
    assert_type(one.created_at, int | None)
    assert_type(one.with_concurrency_limit, bool | None)
    assert_type(one.error_details, dict[str, str] | None)
    reveal_type(one.step_results)  # dict[str, int] | None
    assert_type(body.callback, models.ExecutePlaybookCallback | None)
    body.runner = None
    body.callback = models.ExecutePlaybookCallback(disable_ssl=True, url="http://x")


def errors(client: Client) -> None:
    try:
        client.executions.get("ws", "id")
    except blink.NotFoundError as error:
        assert_type(error.error, models.ErrorWrapper | None)
        reveal_type(error.status)  # int
        if error.error is not None:
            reveal_type(error.error.message)  # str | None
    except blink.RateLimitError as error:
        assert_type(error.retry_after, float | None)
    except blink.StatusError as error:
        assert_type(error.error, Any)
        assert_type(error.request_id, str | None)
        assert_type(error.content, bytes)
    except blink.DecodeError as error:
        assert_type(error.status, int)
    except blink.TimeoutError as error:
        reveal_type(error)  # TimeoutError
    except blink.ApiError as error:
        assert_type(error.request, Request[Any] | None)


class Get(Protocol):
    """The whole of a signature."""

    def __call__(
        self, ws_id: str, id: str, *, with_apply_view: bool | None = None
    ) -> models.PlaybookExecutionWithSubflowNames: ...


def signatures(client: Client) -> Get:
    return client.executions.get
