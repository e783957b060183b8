"""Streams through both clients, from a server on loopback."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import pytest
from restamp_runtime import intake, streams
from restamp_runtime.calls import AsyncResource, Resource
from restamp_runtime.drift import Drift
from restamp_runtime.errors import DecodeError, StatusError, TransportError
from restamp_runtime.events import MAX_LENGTH, Event
from restamp_runtime.hooks import Hooks
from restamp_runtime.model import Model, UnknownVariant
from restamp_runtime.request import Request
from restamp_runtime.stream_calls import (
    async_stream_call,
    async_streamable_call,
    stream_call,
    streamable_call,
)
from restamp_runtime.stream_requests import Items, StreamableRequest, StreamRequest
from restamp_runtime.unions import Discriminated

from .streaming import (
    END,
    SSE,
    Flavour,
    Played,
    close,
    connections,
    done,
    played,
    rest,
    step,
    watching,
)


class Change(Model):
    id: int
    text: str | None = None


class Named(Model):
    event: Literal["change", "note"]
    data: Change | str
    id: str | None = None
    retry: int | None = None


class Part(Model):
    text: str


@pytest.fixture(scope="module")
def shared() -> Iterator[Played]:
    with played() as server:
        yield server


@pytest.fixture
def server(shared: Played) -> Played:
    shared.gone.clear()
    shared.last_ids.clear()
    shared.bodies.clear()
    return shared


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> Flavour:
    return Flavour(request.param)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What would have been slept between connections, in seconds; back-off is at its longest."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(streams, "sleep", slept.append)
    monkeypatch.setattr(streams, "async_sleep", sleep)
    monkeypatch.setattr(intake, "backoff", lambda attempt: 0.5 * 2**attempt)
    return slept


def sent(body: str | bytes, kind: Any, media_type: str = SSE, **how: Any) -> StreamRequest[Any]:
    """A stream of these bytes; `answers` is the type that the server says."""
    answered = how.pop("answers", media_type)
    return StreamRequest(
        "POST",
        "/sent",
        Items(kind, media_type, **how),
        query={"type": answered},
        body=body if isinstance(body, bytes) else body.encode(),
    )


async def all_of(flavour: Flavour, server: Played, request: Any, **options: Any) -> list[Any]:
    async with flavour.client(server.url, **options) as client:
        return await rest(await flavour.stream(client, request))


def test_items_are_typed(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(
                client, sent('data: {"id": 1}\n\ndata: {"id": 2}\n\n', Change)
            )
            first = await step(stream)
            assert (stream.status, stream.headers["content-type"]) == (200, f"{SSE}; charset=utf-8")
            assert stream.request.items.type is Change
            assert [first, *await rest(stream)] == [Change(id=1), Change(id=2)]
            assert await step(stream) is END
            assert connections(client) == 1, "read to the end, it is kept"

    asyncio.run(main())


@pytest.mark.parametrize(
    ("body", "kind", "media_type", "how", "items"),
    [
        ('{"id": 1}\r\n\n{"id": 2}', Change, "application/jsonl", {}, [Change(id=1), Change(id=2)]),
        ("1\nnull\n", Any, "application/x-ndjson", {}, [1, None]),
        ("1\nend\n2\n", int, "application/jsonl", {"done": "end"}, [1]),
        ('\x1e{"id": 1}\n\x1e[\n]\n', Any, "application/json-seq", {}, [{"id": 1}, []]),
        ("event: a\ndata: x\n\n", Event, SSE, {}, [Event("a", "x")]),
        ("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n", int, SSE, {}, [1]),
        ("data: 1\n\ndata: bye\n\n", int, SSE, {"done": "bye"}, [1]),
        ("data: [DONE]\n\n", Event, SSE, {}, [Event("message", "[DONE]")]),
        ("data: [DONE]\n\n", Event, SSE, {"done": "[DONE]"}, []),
    ],
)
def test_every_kind_of_stream(
    flavour: Flavour, server: Played, body: str, kind: Any, media_type: str, how: Any, items: Any
) -> None:
    received = asyncio.run(all_of(flavour, server, sent(body, kind, media_type, **how)))
    assert received == items


WHOLE = 'event: change\nid: 7\nretry: 5\ndata: {"id": 1}\n\nevent: note\ndata: text\n\n'


def test_a_schema_of_whole_events(flavour: Flavour, server: Played) -> None:
    received = asyncio.run(all_of(flavour, server, sent(WHOLE, Named, whole="either")))
    assert received == [
        Named(event="change", data=Change(id=1), id="7", retry=5),
        Named(event="note", data="text", id="7"),
    ]


class Ping(Model):
    event: str
    data: int | None = None
    id: str | None = None
    retry: int | None = None


@pytest.mark.parametrize("whole", ["text", "json", "either"])
def test_events_without_data_that_a_schema_describes(
    flavour: Flavour, server: Played, whole: Any
) -> None:
    request = sent("event: ping\nretry: 5\n\nid: 1\n\n: note\n\ndata: 7\n\n", Ping, whole=whole)
    first, second = asyncio.run(all_of(flavour, server, request, validation="strict"))
    assert (first, second) == (Ping(event="ping", retry=5), Ping(event="message", data=7, id="1"))
    assert first.model_fields_set == {"event", "retry"}


@pytest.mark.parametrize(
    ("kind", "whole", "items"),
    [
        (Named, "either", [Named(event="note", data="text")]),
        (str, None, ["text"]),
        (Event, None, [Event("note", "text")]),
    ],
)
def test_other_events_without_data_are_ignored(
    flavour: Flavour, server: Played, kind: Any, whole: Any, items: Any
) -> None:
    text = '"text"' if kind is str else "text"
    request = sent(f"event: note\n\nevent: note\ndata: {text}\n\n", kind, whole=whole)
    drift: list[Drift] = []
    hooks = Hooks(on_drift=drift.append)
    assert asyncio.run(all_of(flavour, server, request, hooks=hooks)) == items
    assert drift == []


def test_data_that_is_text_is_not_decoded(flavour: Flavour, server: Played) -> None:
    class Line(Model):
        data: str

    received = asyncio.run(all_of(flavour, server, sent("data: 12\n\n", Line, whole="text")))
    assert received[0].data == "12"


def test_data_that_is_json_has_to_be(flavour: Flavour, server: Played) -> None:
    with pytest.raises(DecodeError) as caught:
        request = sent("data: text\n\n", Named, whole="json")
        asyncio.run(all_of(flavour, server, request, validation="strict"))
    assert caught.value.content == b"text"


def test_events_are_yielded_unchanged(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(client, sent("event: a\ndata: 1\n\ndata: 2\n\n", int))
            assert await rest(stream.events()) == [Event("a", "1"), Event("message", "2")]
            lines = await flavour.stream(client, sent("1\n2\n", int, "application/jsonl"))
            with pytest.raises(TypeError):
                await step(lines.events())
            with pytest.raises(TypeError):
                lines.reconnecting()
            await close(lines)

    asyncio.run(main())


def test_what_does_not_fit_is_kept_and_the_next_still_comes(
    flavour: Flavour, server: Played
) -> None:
    async def main() -> None:
        async with flavour.client(server.url, validation="strict") as client:
            request = sent('data: {"id": "secret"}\n\ndata: {"id": 2}\n\n', Change)
            stream = await flavour.stream(client, request)
            with pytest.raises(DecodeError, match="id: Input should be a valid integer") as caught:
                await step(stream)
            assert caught.value.content == b'{"id": "secret"}'
            assert caught.value.status == 200 and caught.value.request == request
            assert "secret" not in str(caught.value)
            assert 'validation="tolerant"' in str(caught.value)
            assert pickle.loads(pickle.dumps(caught.value)).content == caught.value.content
            assert await rest(stream) == [Change(id=2)]

    asyncio.run(main())


def test_truncated_text_is_not_an_item(flavour: Flavour, server: Played) -> None:
    with pytest.raises(DecodeError) as caught:
        request = sent("\x1e12", int, "application/json-seq")
        asyncio.run(all_of(flavour, server, request, validation="strict"))
    assert caught.value.content == b"12"


def test_tolerant_clients_take_it_as_data(flavour: Flavour, server: Played) -> None:
    drifts: list[Drift] = []
    options: dict[str, Any] = {"hooks": Hooks(on_drift=drifts.append)}
    request = sent('data: {"id": "x"}\n\ndata: no\n\ndata: {"id": 2}\n\n', Change)
    received = asyncio.run(all_of(flavour, server, request, **options))
    assert [getattr(item, "id", item) for item in received] == ["x", "no", 2]
    assert [drift.content for drift in drifts] == [b'{"id": "x"}', b"no"]


def test_an_item_without_end_is_not_held(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            request = sent(b"data: 1\n\ndata: " + b"x" * 5000, int)
            stream = (await flavour.stream(client, request)).limited(1000)
            assert await step(stream) == 1
            with pytest.raises(DecodeError, match="longer than 1,000 bytes") as caught:
                await step(stream)
            assert caught.value.content.startswith(b"data: xxx")
            assert connections(client) == 0
            assert await step(stream) is END

    asyncio.run(main())


def test_a_response_that_is_not_an_event_stream(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            with pytest.raises(DecodeError, match="application/json") as caught:
                request = sent('{"oh": 1}', int, answers="application/json")
                await step(await flavour.stream(client, request))
            assert caught.value.content.startswith(b'{"oh"')
            assert connections(client) == 0

    asyncio.run(main())


class Item(Model):
    n: int | None = None


class NoteEvent(Model):
    event: Literal["note"] = "note"
    data: str | None = None


class ItemEvent(Model):
    event: Literal["item"] = "item"
    data: Item | int | str | None = None


@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        ("note", "plain words", "plain words"),
        ("note", '"quoted"', '"quoted"'),
        ("note", "12", "12"),
        ("note", '{"n":1}', '{"n":1}'),
        ("item", '{"n":1}', Item(n=1)),
        ("item", "12", 12),
        ("item", '"quoted"', "quoted"),
    ],
)
def test_events_with_text_and_events_with_json(
    flavour: Flavour, server: Played, name: str, text: str, data: Any
) -> None:
    kind = Annotated[
        NoteEvent | ItemEvent | UnknownVariant,
        Discriminated("event", {"note": "NoteEvent", "item": "ItemEvent"}),
    ]
    request = sent(f"event: {name}\ndata: {text}\n\n", kind, whole="either", texts=("note",))
    [event] = asyncio.run(all_of(flavour, server, request))
    assert (event.event, event.data) == (name, data)


@pytest.mark.parametrize("answers", ["application/json", "text/plain", "application/octet-stream"])
def test_lines_may_go_by_another_name(flavour: Flavour, server: Played, answers: str) -> None:
    request = sent("1\n2\n", int, "application/jsonl", answers=answers)
    assert asyncio.run(all_of(flavour, server, request)) == [1, 2]


def test_an_error_is_one(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            with pytest.raises(StatusError) as caught:
                await step(await flavour.stream(client, watching("/nowhere", int)))
            assert caught.value.status == 404

    asyncio.run(main())


def test_closing_in_the_middle_closes_the_connection(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(client, watching("/endless", int))
            assert [await step(stream) for _ in range(3)] == [0, 1, 2]
            assert connections(client) == 1
            await close(stream)
            assert connections(client) == 0
            assert await asyncio.to_thread(server.gone.wait, 60), "the server was not told"
            assert await step(stream) is END
            await close(stream)

    asyncio.run(main())


def test_a_with_block_closes(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(client, watching("/endless", int))
            with pytest.raises(ZeroDivisionError):
                if flavour.name == "sync":
                    with stream as entered:
                        assert entered is stream and next(stream) == 0
                        raise ZeroDivisionError
                else:
                    async with stream as entered:
                        assert entered is stream and await anext(stream) == 0
                        raise ZeroDivisionError
            assert connections(client) == 0
            assert await asyncio.to_thread(server.gone.wait, 60)

    asyncio.run(main())


def test_cancelling_leaves_no_connection(server: Played) -> None:
    async def main() -> None:
        async with Flavour("async").client(server.url) as client:
            stream = streams.AsyncStream(client, watching("/endless", int))

            follows = asyncio.Event()

            async def follow() -> None:
                async for _ in stream:
                    follows.set()

            task = asyncio.create_task(follow())
            await follows.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert connections(client) == 0
            assert await asyncio.to_thread(server.gone.wait, 60)

    asyncio.run(main())


def test_an_asynchronous_stream_sends_nothing_before_it_is_used(server: Played) -> None:
    async def main() -> None:
        async with Flavour("async").client(server.url) as client:
            stream = streams.AsyncStream(client, watching("/resumable?how=ends", int))
            with pytest.raises(RuntimeError):
                _ = stream.status
            assert server.last_ids == []
            assert "not sent" in repr(stream)
            assert await stream is stream
            assert (stream.status, server.last_ids) == (200, [None])
            await stream.aclose()

    asyncio.run(main())


def test_an_unclosed_stream_warns(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(client, watching("/endless", int))
            await step(stream)
            with pytest.warns(ResourceWarning, match="Stream of GET /endless, open"):
                del stream

    asyncio.run(main())


def test_a_server_that_dies(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(client, watching("/dies?after=2", int))
            assert [await step(stream), await step(stream)] == [1, 1]
            with pytest.raises(TransportError) as caught:
                await step(stream)
            assert type(caught.value.__cause__).__name__ == "RemoteProtocolError"
            assert caught.value.request == watching("/dies?after=2", int)
            assert connections(client) == 0
            assert await step(stream) is END

    asyncio.run(main())


@pytest.mark.parametrize("how", ["dies", "ends"])
def test_reconnecting_goes_on_from_the_last_id(
    flavour: Flavour, server: Played, pauses: list[float], how: str
) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(client, watching(f"/resumable?how={how}", int))
            assert await rest(stream.reconnecting(2)) == [*range(1, 10)]
            assert server.last_ids == [None, "3", "6", "9"]
            assert pauses == [0.02, 0.02, 0.02], "what the server asks for"
            assert stream.status == 204
            assert connections(client) <= 1

    asyncio.run(main())


def test_without_asking_nothing_is_connected_again(
    flavour: Flavour, server: Played, pauses: list[float]
) -> None:
    request = watching("/resumable?how=ends", int)
    assert asyncio.run(all_of(flavour, server, request)) == [1, 2, 3]
    assert (server.last_ids, pauses) == ([None], [])


def test_reconnecting_gives_up(flavour: Flavour, server: Played, pauses: list[float]) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = await flavour.stream(client, watching("/dies?after=0", int))
            with pytest.raises(TransportError):
                await step(stream.reconnecting(3))
            assert len(server.last_ids) == 4
            assert pauses == [0.5, 1.0, 2.0]
            assert connections(client) == 0

    asyncio.run(main())


def test_an_event_resets_the_number_of_attempts(
    flavour: Flavour, server: Played, pauses: list[float]
) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            stream = (await flavour.stream(client, watching("/dies?after=1", int))).reconnecting(1)
            assert [await step(stream) for _ in range(5)] == [1] * 5
            assert pauses == [0.5] * 4
            await close(stream)

    asyncio.run(main())


def test_a_slow_server_is_a_timeout(flavour: Flavour, server: Played) -> None:
    from restamp_runtime.errors import TimeoutError

    async def main() -> None:
        async with flavour.client(server.url, timeout=0.05) as client:
            with pytest.raises(TimeoutError):
                await rest(await flavour.stream(client, watching("/silent", int)))
            assert connections(client) == 0

    asyncio.run(main())


# Through resources.


def chat(body: Any) -> StreamableRequest[Part, Part]:
    """Talks."""
    return StreamableRequest("POST", "/chat", Part, Items(Part, SSE, in_body=True), body=body)


def watch(path: str) -> StreamRequest[int]:
    """Watches."""
    return StreamRequest("GET", "/{path}", Items(int, SSE), path={"path": path})


class Things(Resource):
    chat = streamable_call(chat)
    watch = stream_call(watch)


class AsyncThings(AsyncResource):
    chat = async_streamable_call(chat)
    watch = async_stream_call(watch)


class Body(Model):
    text: str
    stream: bool | None = None


@pytest.mark.parametrize("body", [{"text": "hi"}, Body(text="hi"), Body(text="hi", stream=False)])
def test_streamable_calls(flavour: Flavour, server: Played, body: Any) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            things = (Things if flavour.name == "sync" else AsyncThings)(client)
            assert await done(things.chat(body)) == Part(text="012")
            assert (await done(things.chat.raw(body))).status == 200
            stream = things.chat.stream(body)
            assert [part.text for part in await rest(stream)] == ["0", "1", "2"]
            accepted, sent_body = server.bodies[-1]
            assert (accepted, sent_body) == (SSE, {"text": "hi", "stream": True})
            assert server.bodies[0][0] == "application/json"
            assert not server.bodies[0][1].get("stream")

    asyncio.run(main())


def test_stream_calls(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            things = (Things if flavour.name == "sync" else AsyncThings)(client)
            stream = things.watch("endless")
            assert await step(stream) == 0
            await close(stream)
            assert things.watch.request("a/b").url == "/a%2Fb"
            returned = "Stream[int]" if flavour.name == "sync" else "AsyncStream[int]"
            assert str(inspect.signature(things.watch)) == f"(path: str) -> {returned}"
            assert "Watches." in things.watch.__doc__
            assert repr(things.watch) == "<call of watch>"
            assert Things.watch is watch

    asyncio.run(main())


def test_requests_are_values() -> None:
    for request in (watch("x"), chat({"text": "hi"}), chat(Body(text="hi")).streamed()):
        assert pickle.loads(pickle.dumps(request)) == request
    assert watch("x") != watch("y")
    assert StreamRequest("GET", "/x", Items(int, SSE)) != StreamRequest(
        "GET", "/x", Items(str, SSE)
    )
    assert watch("x") != Request("GET", "/{path}", bytes, path={"path": "x"}, accept=SSE)
    assert watch("x").accept == SSE


def test_a_streamed_request_does_not_change_the_original() -> None:
    for body in ({"text": "hi"}, Body(text="hi"), None, b"bytes"):
        whole = chat(body)
        before = chat(body)
        streamed = whole.streamed()
        assert whole == before and streamed.accept == SSE
        assert type(streamed) is StreamRequest
    assert chat(None).streamed().body == {"stream": True}
    assert chat(b"bytes").streamed().body == b"bytes"
    assert MAX_LENGTH == 16 << 20


def test_requests_may_be_streamed_later(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            whole = client.send_stream(chat({"text": "hi"}))
            assert [part.text for part in await rest(whole)] == ["0", "1", "2"]
            assert await rest(client.send_stream(sent("data: 1\n\n", int))) == [1]
            assert await done(client.send(sent("data: 1\n\n", int))) == b"data: 1\n\n"

    asyncio.run(main())
