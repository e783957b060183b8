"""Bodies in XML, of several items and of parts that both checkers must take, and what they must infer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import assert_type, reveal_type

from feature_parts_by_position import Client as PartsClient
from feature_parts_by_position import models as parts
from feature_parts_by_position._runtime.streams import Stream
from feature_sent_sequences import AsyncClient, Client, Event, models
from feature_xml import AsyncClient as AsyncXmlClient
from feature_xml import Client as XmlClient
from feature_xml import models as xml


def records() -> Iterator[models.Record]:
    yield models.Record(id="a")


async def asynchronous_records() -> AsyncIterator[models.Record]:
    yield models.Record(id="a")


def sequences(client: Client) -> None:
    reveal_type(client.records.send_lines([models.Record(id="a"), {"id": "b"}]))  # None
    reveal_type(client.records.send_lines(models.Record(id=str(n)) for n in range(9)))  # None
    reveal_type(client.records.send_lines(records()))  # None
    reveal_type(client.records.send_lines(records))  # None
    reveal_type(client.records.send_lines(Path("records.jsonl")))  # None
    reveal_type(client.records.send_either(records(), content_type="application/x-ndjson"))  # None
    reveal_type(client.records.send_sequence([{"kind": "circle", "radius": 1.0}]))  # None
    reveal_type(client.events.send_bare([Event("note", "text")]))  # None
    reveal_type(client.events.send_whole([{"data": {"id": "a"}}]))  # None


async def asynchronous(client: AsyncClient) -> None:
    reveal_type(await client.records.send_lines(asynchronous_records()))  # None
    reveal_type(await client.records.send_lines(asynchronous_records))  # None


def positions(client: PartsClient) -> None:
    reveal_type(client.parts.send_mixed((parts.Note(n=1), Path("a.png"))))  # None
    reveal_type(client.parts.send_stream(parts.Note(n=n) for n in range(3)))  # None
    with client.parts.read_mixed() as stream:
        assert_type(stream, Stream[parts.Note | bytes])


def documents(client: XmlClient) -> None:
    book = client.books.replace(1, {"id": 1, "pages": [2]})
    reveal_type(book)  # Book
    reveal_type(book.author)  # Author | None
    assert_type(client.books.list(), list[xml.Book])


def accepted(client: XmlClient, media_type: str) -> None:
    add = client.books.add
    assert_type(add.accepting("application/xml")({"id": 1, "pages": []}), xml.Book)
    assert_type(add.accepting("text/xml").raw({"id": 1, "pages": []}).value, xml.Book)
    reveal_type(add.accepting("text/csv")({"id": 1, "pages": []}))  # Any
    reveal_type(add.accepting(media_type)({"id": 1, "pages": []}))  # Any
    reveal_type(client.books.opaque.accepting("application/xml")(b""))  # Any
    assert_type(add.request({"id": 1, "pages": []}).method, str)


async def accepted_later(client: AsyncXmlClient) -> None:
    books = client.books.list.accepting("application/xml")
    assert_type(await books(), list[xml.Book])
    reveal_type(await client.books.list.accepting("text/csv")())  # Any
