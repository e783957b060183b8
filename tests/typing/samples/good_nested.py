"""Nested resources and operations of the client itself, that both checkers must take and infer."""

from __future__ import annotations

from typing import Any, assert_type

from feature_nested_resources import AsyncClient, Client, models
from feature_nested_resources._runtime.request import Request
from feature_nested_resources._runtime.response import Response
from feature_nested_resources.api import ping
from feature_nested_resources.api.chat import completions
from feature_nested_resources.resources.chat import Chat
from feature_nested_resources.resources.chat.completions import ChatCompletions
from feature_nested_resources.testing import Fake


def nested(client: Client) -> None:
    assert_type(client.chat, Chat)
    assert_type(client.chat.completions, ChatCompletions)
    assert_type(client.chat.completions.create({"model": "m"}), models.Completion)
    assert_type(client.chat.completions.get.raw("id"), Response[models.Completion])
    assert_type(client.chat.completions.list(), list[models.Completion])
    assert_type(client.files.list(), list[str])
    assert_type(client.files.content.get("id"), bytes)
    assert_type(completions.get("id"), Request[models.Completion])
    assert_type(client.ping(), models.PingResponse)
    assert_type(client.ping.raw(), Response[models.PingResponse])
    assert_type(client.send(ping()), models.PingResponse)
    assert_type(client.ping.request(), Request[models.PingResponse])


async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.chat.completions.create({"model": "m"}), models.Completion)
    assert_type(await client.files.list(), list[str])
    assert_type(await client.ping(), models.PingResponse)


def fakes(fake: Fake) -> list[Any]:
    fake.chat.completions.create.returns(models.Completion(id="made")).fails(404)
    fake.status.returns("up")
    fake.ping.returns(models.PingResponse(up=True))
    return [*fake.chat.completions.create.calls, *fake.ping.calls]
