"""Bodies of several items through a generated package: lines, sequences and events, as they arrive."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASE = Path(__file__).parents[1] / "cases" / "sent_sequences"
NAME = "package_of_sequences"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("sequences")
    write(generate(client_of(CASE, folder / NAME)).files, folder / NAME)
    sys.path.insert(0, str(folder))
    yield import_module(NAME)
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


class Server:
    """Reads what is sent chunk by chunk; `statuses` are those of its responses in turn."""

    def __init__(self) -> None:
        self.statuses = [204]
        self.chunks: list[bytes] = []
        self.headers = httpx2.Headers()
        self.bodies: list[bytes] = []
        self.on_chunk: Callable[[], object] = lambda: None

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.chunks = []
        for chunk in request.stream:  # type: ignore[union-attr]
            self._receive(chunk)
        return self._response(request)

    async def receive(self, request: httpx2.Request) -> httpx2.Response:
        self.chunks = []
        async for chunk in request.stream:  # type: ignore[union-attr]
            self._receive(chunk)
        return self._response(request)

    def _receive(self, chunk: bytes) -> None:
        self.on_chunk()
        self.chunks.append(chunk)

    def _response(self, request: httpx2.Request) -> httpx2.Response:
        self.headers = request.headers
        self.bodies.append(b"".join(self.chunks))
        return httpx2.Response(self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0])


class Unread(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A transport that does not read the body before the server does."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return self._server(request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return await self._server.receive(request)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, package: Any, server: Server) -> Callable[..., Any]:
    """Calls an operation by its name."""

    def sync(name: str, *arguments: Any, **options: Any) -> Any:
        with package.Client(transport=Unread(server)) as client:
            group, _, operation = name.partition(".")
            return getattr(getattr(client, group), operation)(*arguments, **options)

    def asynchronous(name: str, *arguments: Any, **options: Any) -> Any:
        async def main() -> Any:
            async with package.AsyncClient(transport=Unread(server)) as client:
                group, _, operation = name.partition(".")
                return await getattr(getattr(client, group), operation)(*arguments, **options)

        return asyncio.run(main())

    return sync if request.param == "sync" else asynchronous


def lines(body: bytes) -> list[Any]:
    assert body.endswith(b"\n")
    return [json.loads(line) for line in body.splitlines()]


def test_any_iterable_is_sent(call: Any, package: Any, server: Server) -> None:
    record = package.models.Record(id="a", at=datetime(2024, 1, 31, tzinfo=UTC), price=Decimal("1"))
    plain = {"id": "b", "price": Decimal("2.5")}
    expected = [{"id": "a", "at": "2024-01-31T00:00:00Z", "price": 1}, {"id": "b", "price": 2.5}]
    for body in ([record, plain], (record, plain), iter([record, plain]), lambda: [record, plain]):
        call("records.send_lines", body)
        assert lines(server.bodies[-1]) == expected
        assert server.headers["content-type"] == "application/jsonl"
    call("records.send_lines", {1: record}.values())
    assert len(lines(server.bodies[-1])) == 1
    call("records.send_lines", [])
    assert server.bodies[-1] == b""


def test_items_are_written_while_they_are_sent(call: Any, server: Server) -> None:
    alive: list[int] = []

    def records() -> Iterator[Any]:
        for number in range(1_000):
            alive.append(number)
            yield {"id": str(number)}

    server.on_chunk = alive.clear
    call("records.send_lines", records())
    assert len(server.chunks) == 1_000 and alive == []
    assert server.headers["transfer-encoding"] == "chunked"


def test_asynchronous_items(package: Any, server: Server) -> None:
    async def records() -> AsyncIterator[Any]:
        yield {"id": "a"}
        await asyncio.sleep(0)
        yield package.models.Record(id="b")

    async def main() -> None:
        async with package.AsyncClient(transport=Unread(server)) as client:
            await client.records.send_lines(records())
            await client.records.send_lines(records)

    asyncio.run(main())
    assert [lines(body) for body in server.bodies] == [[{"id": "a"}, {"id": "b"}]] * 2
    needs = pytest.raises(TypeError, match="needs the AsyncClient")
    with package.Client(transport=Unread(server)) as client, needs:
        client.records.send_lines(records())


def test_what_can_be_repeated_is_retried(call: Any, package: Any, server: Server) -> None:
    class Again:
        def __iter__(self) -> Iterator[Any]:
            return iter([{"id": "a"}])

    for body in ([{"id": "a"}], Again(), lambda: iter([{"id": "a"}])):
        server.statuses, server.bodies = [503, 204], []
        call("records.send_listed", body)
        assert server.bodies == [b'{"id":"a"}\nEND\n'] * 2
    server.statuses, server.bodies = [503, 204], []
    with pytest.raises(package.ServerError):
        call("records.send_listed", iter([{"id": "a"}]))
    assert len(server.bodies) == 1


def test_a_generator_is_sent_only_once(call: Any) -> None:
    records = ({"id": str(number)} for number in range(2))
    call("records.send_lines", records)
    with pytest.raises(ValueError, match="sent only once"):
        call("records.send_lines", records)


def test_encoded_content_is_sent_unchanged(call: Any, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_bytes(b'{"id": "a"}\n')
    for body in (b'{"id": "a"}\n', file, iter([b'{"id"', b': "a"}\n'])):
        call("records.send_lines", body)
        assert server.bodies[-1] == b'{"id": "a"}\n'


@pytest.mark.parametrize("body", [{"id": "a"}, 5])
def test_what_is_no_sequence(call: Any, package: Any, body: Any) -> None:
    for one in (body, package.models.Record(id="a")):
        with pytest.raises(TypeError, match="is not several items: pass a list"):
            call("records.send_lines", one)


def test_an_item_that_cannot_be_sent_is_named(call: Any) -> None:
    with pytest.raises(ValueError, match=r"1\.price: nan"):
        call("records.send_lines", [{"id": "a"}, {"id": "b", "price": float("nan")}])


def test_a_sequence_has_separators_and_tags(call: Any, package: Any, server: Server) -> None:
    models = package.models
    call(
        "records.send_sequence",
        iter([models.Circle(kind="circle", radius=1), {"kind": "square", "side": 2}]),
    )
    assert server.bodies[-1] == (
        b'\x1e{"kind":"circle","radius":1.0}\n\x1e{"kind":"square","side":2}\n'
    )
    call("records.send_sequence")
    assert server.bodies[-1] == b""


def test_one_of_two_media_types(call: Any, server: Server) -> None:
    call("records.send_either", [{"id": "a"}])
    assert server.headers["content-type"] == "application/json"
    call("records.send_either", [{"id": "a"}], content_type="application/x-ndjson")
    assert server.bodies[-1] == b'{"id":"a"}\n'
    call("records.send_either", iter([{"id": "a"}]))
    assert server.headers["content-type"] == "application/x-ndjson"
    assert server.bodies[-1] == b'{"id":"a"}\n'


def test_events(call: Any, package: Any, server: Server) -> None:
    call("events.send", iter([package.models.Record(id="a"), {"id": "b"}]))
    assert server.bodies[-1] == b'data: {"id":"a"}\n\ndata: {"id":"b"}\n\n'
    assert server.headers["content-type"] == "text/event-stream"
    event = package.Event("note", "one\ntwo\r\nthree", "7", 100)
    call("events.send_bare", [event, package.Event("message", "")])
    assert server.bodies[-1] == (
        b"event: note\nid: 7\nretry: 100\ndata: one\ndata: two\ndata: three\n\ndata: \n\n"
    )
    call("events.send_whole", [{"event": "e", "id": "1", "data": {"id": "x"}}])
    assert server.bodies[-1] == b'event: e\nid: 1\ndata: {"id":"x"}\n\n'
    with pytest.raises(ValueError, match=r"0\.event: a line break"):
        call("events.send_whole", [{"event": "a\nb", "data": {"id": "x"}}])
