"""Multipart bodies by position through a generated package, sent and received part by part."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

CASE = Path(__file__).parents[1] / "cases" / "parts_by_position"
NAME = "package_of_parts"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("parts")
    write(generate(client_of(CASE, folder / NAME)).files, folder / NAME)
    sys.path.insert(0, str(folder))
    yield import_module(NAME)
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


class Server:
    def __init__(self) -> None:
        self.body = b""
        self.kind = ""
        self.response = httpx2.Response(204)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.kind = request.headers.get("content-type", "")
        self.body = request.read()
        return self.response

    @property
    def parts(self) -> list[bytes]:
        """Heads and contents, read by their boundary alone."""
        boundary = self.kind.partition("boundary=")[2].partition(";")[0].encode()
        first, *parts, last = self.body.split(b"--" + boundary)
        assert first == b"" and last == b"--\r\n"
        assert all(part.startswith(b"\r\n") and part.endswith(b"\r\n") for part in parts)
        return [part[2:-2] for part in parts]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(package: Any, server: Server) -> Iterator[Any]:
    with package.Client(transport=httpx2.MockTransport(server)) as client:
        yield client


def test_parts_have_the_encodings_of_their_positions(
    client: Any, package: Any, server: Server, tmp_path: Path
) -> None:
    image = tmp_path / 'a "b".png'
    image.write_bytes(b"\x89PNG")
    client.parts.send_mixed((package.models.Note(n=1), image))
    assert server.kind.startswith("multipart/mixed; boundary=")
    assert server.parts == [
        b'Content-Type: application/json\r\n\r\n{"n":1}',
        b"Content-Type: image/png\r\nX-Kind: cover\r\n"
        b'Content-Disposition: attachment; filename="a \\"b\\".png"\r\n\r\n\x89PNG',
    ]
    client.parts.send_mixed([{"n": 2}, b"png"])
    assert server.parts[1] == b"Content-Type: image/png\r\nX-Kind: cover\r\n\r\npng"


def test_any_iterable_is_sent(client: Any, package: Any, server: Server) -> None:
    part = b'Content-Type: application/json\r\n\r\n{"n":%d}'
    notes = [package.models.Note(n=1), {"n": 2}]
    for body in (notes, iter(notes), lambda: notes):
        client.parts.send_stream(body)
        assert server.parts == [part % 1, part % 2]
    client.parts.send_related(iter([{"n": 1}, b"a", package.File(b"b", name="c.txt")]))
    assert server.kind.endswith('; type="application/json"')
    assert server.parts[1:] == [
        b"Content-Type: application/octet-stream\r\n\r\na",
        b"Content-Type: application/octet-stream\r\n"
        b'Content-Disposition: attachment; filename="c.txt"\r\n\r\nb',
    ]
    client.parts.send_listed(["a", "ä"])
    assert server.parts == [
        b"Content-Type: text/plain\r\n\r\na",
        "Content-Type: text/plain; charset=utf-8\r\n\r\nä".encode(),
    ]


def test_asynchronous_parts(package: Any, server: Server) -> None:
    async def notes() -> AsyncIterator[Any]:
        yield {"n": 1}

    async def main() -> None:
        async with package.AsyncClient(transport=Reading(server)) as client:
            await client.parts.send_stream(notes())

    asyncio.run(main())
    assert server.parts == [b'Content-Type: application/json\r\n\r\n{"n":1}']


class Reading(httpx2.AsyncBaseTransport):
    def __init__(self, server: Server) -> None:
        self._server = server

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        return self._server(request)


def test_what_is_not_a_part(client: Any) -> None:
    with pytest.raises(ValueError, match="1: a dict cannot be sent as image/png: pass a file"):
        client.parts.send_mixed([{"n": 1}, {"a": 1}])
    with pytest.raises(TypeError, match="is not several items"):
        client.parts.send_stream({"n": 1})


def multipart(*parts: bytes, size: int = 0, boundary: str = "Ab c") -> httpx2.Response:
    mark = b"\r\n--" + boundary.encode()
    content = (
        b"preamble" + b"".join(mark + b" \r\n" + part for part in parts) + mark + b"--\r\nepilogue"
    )
    size = size or len(content)
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    headers = {"content-type": f'Multipart/Mixed; boundary="{boundary}"'}
    return httpx2.Response(200, headers=headers, content=iter(chunks))


NOTE = b'Content-Type: application/json\r\n\r\n{"n": %d}'


@pytest.mark.parametrize("size", [1, 2, 3, 7, 0])
def test_a_response_is_read_part_by_part(
    client: Any, package: Any, server: Server, size: int
) -> None:
    server.response = multipart(NOTE % 1, NOTE % 2, size=size)
    with client.parts.read_stream() as notes:
        assert list(notes) == [package.models.Note(n=1), package.models.Note(n=2)]
    png = b"content-type: image/png\r\nx: y\r\n\r\n\x89PNG\r\n--Ab\r\n"
    server.response = multipart(NOTE % 1, png, b"\r\nplain", size=size)
    with client.parts.read_mixed() as parts:
        assert list(parts) == [package.models.Note(n=1), b"\x89PNG\r\n--Ab\r\n", b"plain"]


def test_a_response_that_is_cut(client: Any, package: Any, server: Server) -> None:
    headers = {"content-type": "multipart/mixed; boundary=b"}
    content = b"--b\r\n" + NOTE % 1 + b"\r\n--b\r\n" + NOTE % 2
    server.response = httpx2.Response(200, headers=headers, content=content)
    with client.parts.read_stream() as notes:
        first, second = notes
    assert first == package.models.Note(n=1) and second != package.models.Note(n=2)


def test_a_response_that_is_not_multipart(client: Any, package: Any, server: Server) -> None:
    server.response = httpx2.Response(200, json={"n": 1})
    with pytest.raises(package.DecodeError, match="application/json, which is not a stream"):
        client.parts.read_stream()


def test_the_fake_sends_parts(package: Any) -> None:
    fake = import_module(f"{NAME}.testing").Fake()
    fake.parts.read_stream.streams(package.models.Note(n=1), package.models.Note(n=2))
    with fake.client().parts.read_stream() as notes:
        assert [note.n for note in notes] == [1, 2]
