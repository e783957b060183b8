"""The package of tests/cases/streams, from bytes to typed items, by both clients."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASE = Path(__file__).parents[1] / "cases" / "streams"
SSE, LINES, SEQUENCE = "text/event-stream", "application/x-ndjson", "application/geo+json-seq"
CHANGES = 'data: {"id": 1}\n\ndata: {"id": 2, "text": "b"}\n\n'
RUN = (
    'event: step\ndata: {"id": 1}\n\nevent: failure\ndata: {"why": "no"}\n\n'
    "event: note\ndata: 12\n\nevent: new\ndata: {}\n\ndata: [END]\n\n"
)
MIXED = (
    "event: addString\ndata: 12\n\nevent: addInt64\ndata: 34\n\n"
    'event: addJson\ndata: {"foo": 56}\nretry: 7\n\n'
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("streams")
    write(generate(client_of(CASE, "streaming_case")).files, folder / "streaming_case")
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("streaming_case")
    finally:
        sys.path.remove(str(folder))


def items(package: ModuleType, call: str, content: str, kind: str, flavour: str) -> list[Any]:
    """What a call gives for an answer of these bytes; `call` is resource, method and `.stream`."""
    asked: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, content=content.encode(), headers={"content-type": kind})

    def stream(client: Any) -> Any:
        received = client
        for name in call.split("."):
            received = getattr(received, name)
        return received({"text": "why?"}) if "chat.chat" in call else received()

    async def main() -> list[Any]:
        transport = httpx2.MockTransport(handler)
        url = "http://streams.example"
        if flavour == "sync":
            with package.Client(base_url=url, transport=transport) as client:
                return [*stream(client)]
        async with package.AsyncClient(base_url=url, transport=transport) as client:
            return [item async for item in stream(client)]

    received = asyncio.run(main())
    assert [request.headers["accept"] for request in asked] == [kind]
    return received


@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_items_are_what_the_document_says(package: ModuleType, flavour: str) -> None:
    models = package.models
    changes = [models.Change(id=1), models.Change(id=2, text="b")]
    lines = '{"id": 1}\n{"id": 2, "text": "b"}'

    def of(call: str, content: str, kind: str = SSE) -> list[Any]:
        return items(package, call, content, kind, flavour)

    assert of("feeds.watch", CHANGES) == changes
    assert of("records.lines", lines, LINES) == changes
    assert of("records.listed", lines, "application/jsonl") == changes
    assert of("records.anything", "1\n[]\n", "application/x-jsonl") == [1, []]
    assert of("records.sequence", '\x1e{"place": "here"}\n', SEQUENCE) == [
        models.SequenceItem(place="here")
    ]
    assert of("chat.chat.stream", 'data: {"delta": "a"}\n\ndata: [DONE]\n\ndata: x\n\n') == [
        models.AnswerPart(delta="a")
    ]
    assert of("chat.export.stream", lines, "application/jsonl") == changes
    ticks = of("feeds.ticks", "event: tick\ndata: [DONE]\n\ndata: bye\n\n")
    assert [(tick.event, tick.data) for tick in ticks] == [("tick", "[DONE]")]


@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_whole_events_are_what_the_document_says(package: ModuleType, flavour: str) -> None:
    models = package.models

    def of(call: str, content: str) -> list[Any]:
        return items(package, call, content, SSE, flavour)

    (news,) = of("feeds.news", 'event: a\nid: 7\nretry: 5\ndata: {"id": 1}\n\n')
    assert news == models.NewsEvent(event="a", id="7", retry=5, data=models.Change(id=1))
    (line,) = of("feeds.log", 'event: err\ndata: {"id": 1}\n\n')
    assert (line.event, line.data) == (models.LogLineEvent.ERR, '{"id": 1}')
    step, failure, note, new = of("feeds.follow_run", RUN)
    assert step == models.Step(event="step", data=models.Change(id=1))
    assert isinstance(failure, models.Failure) and failure.data.why == "no"
    assert isinstance(note, models.Note) and note.data == "12"
    assert (new.event, new.data) == ("new", {})
    (envelope,) = of("feeds.envelope", 'data: {"id": 1}\n\n')
    assert envelope.data == models.Change(id=1)
    text, number, json = of("feeds.mixed", MIXED)
    assert (text.event, text.data) == ("addString", "12")
    assert (number.event, int(number.data)) == ("addInt64", 34)
    assert (json.event, json.data.foo, json.retry) == ("addJson", 56, 7)
