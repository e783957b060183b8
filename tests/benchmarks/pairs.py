"""The same call twice: by the generated client, and written by hand on httpx2 and pydantic."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from typing import Any

import httpx2
from pydantic import TypeAdapter

from .operations import KEY, Operation, hand_headers
from .rounds import Batch, async_batch, batch

Pair = dict[str, Batch]
"""First by hand, then generated."""

NOWHERE = "http://api.test"
JSON = [(b"Content-Type", b"application/json")]


class Answering(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A transport that has nothing to do: what is left is what a client costs."""

    def __init__(self, content: bytes) -> None:
        self._headers = [*JSON, (b"Content-Length", str(len(content)).encode())]
        self._content = content

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        stream = httpx2.ByteStream(self._content)
        return httpx2.Response(200, headers=self._headers, stream=stream)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return self.handle_request(request)


def sync_pair(operation: Operation, url: str | None = None) -> Pair:
    """In process, where there is no URL."""
    transport = Answering(operation.content) if url is None else None
    base = url or NOWHERE
    package = operation.package
    http = httpx2.Client(base_url=base, headers=hand_headers(package), transport=transport)
    client = package.Client(base_url=base, transport=transport, api_key=KEY)
    adapter: TypeAdapter[Any] = TypeAdapter(operation.answer)

    def by_hand() -> object:
        answer = http.request(operation.method, operation.path, **operation.sent())
        answer.raise_for_status()
        return adapter.validate_json(answer.content)

    def generated() -> object:
        return operation.generated(client)

    _same(operation, by_hand(), generated())
    return {"by hand": batch(by_hand), "generated": batch(generated)}


def async_pair(operation: Operation, loop: AbstractEventLoop, url: str | None = None) -> Pair:
    """The same with the asynchronous clients."""
    transport = Answering(operation.content) if url is None else None
    base = url or NOWHERE
    package = operation.package
    http = httpx2.AsyncClient(base_url=base, headers=hand_headers(package), transport=transport)
    client = package.AsyncClient(base_url=base, transport=transport, api_key=KEY)
    adapter: TypeAdapter[Any] = TypeAdapter(operation.answer)

    async def by_hand() -> object:
        answer = await http.request(operation.method, operation.path, **operation.sent())
        answer.raise_for_status()
        return adapter.validate_json(answer.content)

    async def generated() -> object:
        return await operation.generated(client)

    _same(operation, loop.run_until_complete(by_hand()), loop.run_until_complete(generated()))
    return {
        "by hand": async_batch(by_hand, loop),
        "generated": async_batch(generated, loop),
    }


def decoding_pair(operation: Operation) -> Pair:
    """`TypeAdapter.validate_json`, and `Response.value` of an answer that has arrived."""
    adapter: TypeAdapter[Any] = TypeAdapter(operation.answer)
    content = operation.content
    client = operation.package.Client(base_url=NOWHERE, transport=Answering(content), api_key=KEY)
    send_raw, arrived = client.send_raw, []

    def unchanged(request: object) -> object:
        arrived.append(send_raw(request))
        return arrived[-1]

    client.send_raw = unchanged
    _same(operation, adapter.validate_json(content), operation.generated(client))
    return {
        "by hand": batch(lambda: adapter.validate_json(content)),
        "generated": _values(arrived[-1]),
    }


def _values(arrived: Any) -> Batch:
    def value() -> None:
        _ = arrived.value
        del vars(arrived)["value"]  # Else it would be decoded once.

    vars(arrived).pop("value", None)
    return batch(value)


def _same(operation: Operation, by_hand: object, generated: object) -> None:
    """A benchmark of two calls that differ would say nothing."""
    if by_hand != generated or type(by_hand) is not type(generated):
        raise AssertionError(f"{operation.name}: {by_hand!r:.200} is not {generated!r:.200}")
