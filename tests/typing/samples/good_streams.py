"""Streams and downloads that both checkers must take, and what they must infer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, assert_type, reveal_type

from feature_streams import AsyncClient, Client, models
from feature_streams._runtime.downloads import AsyncDownload, Download
from feature_streams._runtime.events import Event
from feature_streams._runtime.request import Request
from feature_streams._runtime.stream_requests import StreamableRequest, StreamRequest
from feature_streams._runtime.streams import AsyncStream, Stream
from feature_streams.api import chat, feeds
from feature_streams.resources.chat import AsyncChat, Chat
from feature_streams.resources.feeds import Feeds


def streams(client: Client) -> None:
    with client.feeds.watch() as stream:
        assert_type(stream, Stream[models.Change])
        for change in stream:
            reveal_type(change.id)  # int
        assert_type(stream.headers, Mapping[str, str])
        reveal_type(stream.status)  # int
    for event in client.feeds.ticks(timeout=3).reconnecting(attempts=3):
        reveal_type(event)  # Event
        reveal_type(event.data)  # str
        reveal_type(event.retry)  # int | None
    assert_type([*client.feeds.watch().events()], list[Event])
    assert_type(client.feeds.watch().limited(1 << 24).reconnecting(), Stream[models.Change])
    for news in client.feeds.news():
        reveal_type(news.event)  # str
        reveal_type(news.data)  # Change
    for step in client.feeds.follow_run():
        if isinstance(step, models.Failure):
            reveal_type(step.data.why)  # str
        elif isinstance(step, models.Note):
            reveal_type(step.data)  # str
    assert_type(next(client.records.lines()), models.Change)
    assert_type([*client.records.listed()], list[models.Change])
    assert_type(client.records.anything(), Stream[Any])
    reveal_type(next(client.records.sequence()).place)  # str | None


def streamable(client: Client) -> None:
    question = models.Question(text="why?")
    reveal_type(client.chat.chat(question))  # Answer
    reveal_type(client.chat.chat({"text": "why?"}))  # Answer
    assert_type(client.chat.chat.raw(question).value, models.Answer)
    with client.chat.chat.stream(body=question) as stream:
        for part in stream:
            reveal_type(part)  # AnswerPart
    assert_type(client.chat.export(), list[models.Change] | None)
    assert_type(client.chat.export.stream(), Stream[models.Change])


def requests(client: Client, other: AsyncClient) -> None:
    assert_type(feeds.watch(), StreamRequest[models.Change])
    assert_type(client.feeds.watch.request(), StreamRequest[models.Change])
    assert_type(Feeds.watch(), StreamRequest[models.Change])
    asked = chat.chat(models.Question(text="why?"))
    assert_type(asked, StreamableRequest[models.Answer, models.AnswerPart])
    assert_type(Chat.chat({"text": "why?"}), StreamableRequest[models.Answer, models.AnswerPart])
    assert_type(AsyncChat(other).export.stream(), AsyncStream[models.Change])
    assert_type(asked.streamed(), StreamRequest[models.AnswerPart])
    assert_type(client.send_stream(asked), Stream[models.AnswerPart])
    assert_type(client.send_stream(feeds.ticks()), Stream[Event])
    assert_type(other.send_stream(asked), AsyncStream[models.AnswerPart])
    assert_type(client.send(asked), models.Answer)
    assert_type(client.send(feeds.watch()), bytes)


def downloads(client: Client) -> None:
    reveal_type(client.files.get("id"))  # bytes
    with client.files.get.stream("id") as download:
        assert_type(download, Download)
        for chunk in download:
            reveal_type(chunk)  # bytes
        reveal_type(download.total)  # int | None
        reveal_type(download.read())  # bytes
    client.files.get.stream("id").to_file("file.bin")
    client.files.get.stream("id").to_file(Path("file.bin"), progress=print)
    assert_type(client.files.get.request("id"), Request[bytes])
    assert_type(client.files.put(id="id"), bytes | None)


async def asynchronous(client: AsyncClient) -> None:
    async with client.feeds.watch() as stream:
        assert_type(stream, AsyncStream[models.Change])
        async for change in stream:
            reveal_type(change)  # Change
    assert_type(await client.feeds.watch(), AsyncStream[models.Change])
    assert_type([event async for event in client.feeds.watch().events()], list[Event])
    reveal_type(await client.chat.chat({"text": "why?"}))  # Answer
    async for part in client.chat.chat.stream({"text": "why?"}):
        reveal_type(part.delta)  # str
    async with client.files.get.stream("id") as download:
        assert_type(download, AsyncDownload)
        assert_type([chunk async for chunk in download], list[bytes])
        await download.to_file("file.bin", progress=lambda received, total: None)
    reveal_type(await client.files.get("id"))  # bytes
