"""Files, forms and choices of media types that both checkers must take."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, reveal_type

import anyio
from feature_multipart_files import AsyncClient, Client, File, models
from feature_multipart_files.api import photos
from feature_reserved_characters import Client as ReservedClient
from feature_several_bodies import Client as NotesClient
from feature_several_bodies import models as notes


async def awaited(client: AsyncClient, file: anyio.AsyncFile[bytes]) -> None:
    await client.photos.put_raw(file)
    await client.photos.put_raw(File(file))
    await client.photos.add({"photo": file})
    await client.photos.add({"photo": ("a.png", file)})


async def streamed(client: AsyncClient, reader: asyncio.StreamReader) -> None:
    await client.photos.put_raw(reader)


def contents(
    client: Client,
    chunks: Iterator[bytes],
    later: AsyncIterator[bytes],
    several: Iterable[bytes],
    opened: BinaryIO,
    other: IO[bytes],
) -> None:
    put = client.photos.put_raw
    reveal_type(put(b""))  # None
    reveal_type(put(bytearray()))  # None
    put(memoryview(b""))
    reveal_type(put(Path("a")))  # None
    put(io.BytesIO())
    put(opened)
    put(other)
    reveal_type(put(chunks))  # None
    put(chunk for chunk in [b"a", b"b"])
    put(File(several))
    put(File([b"a", b"b"]))
    put(File(Path("a"), progress=lambda sent, total: print(sent, total)))
    with tempfile.TemporaryFile() as temporary, open("a", "rb") as file:
        reveal_type(put(file))  # None
        put(temporary)
        put(File(file, "b.png", "image/png", {"X-Camera": "c"}))
    put(("a.png", b""))
    put(("a.png", file, "image/png"))
    put(("a.png", Path("a"), None, {"X-Camera": "c"}))
    client.photos.add({"photo": ("a.png", b"", "image/png"), "more": [(None, b"")]})
    models.AddPhotoBody(photo=("a.png", io.BytesIO(), "image/png"))
    reveal_type(photos.put_raw(later))  # Request[None]
    client.photos.put_image(b"", content_type="image/png")
    client.photos.put_image(content_type="image/webp")


def forms(client: Client, chunks: Iterator[bytes]) -> None:
    add = client.photos.add
    photo = models.AddPhotoBody(photo=Path("a"), more=[b"a", File(chunks)], thumbnail=None)
    reveal_type(add(photo))  # None
    reveal_type(add({"photo": chunks, "more": [b"", Path("a")]}))  # None
    reveal_type(add({"photo": File(b"", "a.png"), "place": {"x": 1}}))  # None
    reveal_type(client.photos.add_place({"content": b""}))  # Stored
    reveal_type(photo.signature)  # bytes | None


async def asynchronous(client: AsyncClient, later: AsyncIterator[bytes]) -> None:
    reveal_type(await client.photos.put_raw(later))  # None
    reveal_type(await client.photos.add({"photo": later}))  # None


def choices(client: NotesClient, note: notes.Note) -> None:
    reveal_type(client.notes.add(note))  # None
    client.notes.add(note, body_content_type="application/x-www-form-urlencoded")
    client.notes.add({"file": b""}, body_content_type="multipart/form-data")
    client.notes.add(notes.AddNoteBody(file=Path("a")), content_type="a parameter")
    client.notes.patch(note, content_type="application/merge-patch+json")
    client.notes.put_picture(Path("a"), content_type="image/png")
    client.notes.put_picture("text")


def parameters(client: ReservedClient, anything: Any) -> None:
    client.files.find("a/b", debug="")
    client.files.find("a", debug=True, colors=["red"], x_filter={"a": 1})
