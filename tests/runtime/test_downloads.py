"""Downloads through both clients, from a server on loopback."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from restamp_runtime.api import Api
from restamp_runtime.calls import AsyncResource, Resource, async_call, call
from restamp_runtime.clients import AsyncClient, SyncClient
from restamp_runtime.downloads import AsyncDownload, Download
from restamp_runtime.errors import DecodeError, StatusError, TransportError
from restamp_runtime.request import Request

from .streaming import Flavour, Played, close, connections, done, played

MIB = 1 << 20
BLOCK = bytes(range(256))


def get_file(size: int, *, stop: int | None = None) -> Request[bytes]:
    return Request(
        "GET",
        "/file",
        bytes,
        query={"size": size, "stop": stop},
        accept="application/octet-stream",
    )


class Files(Resource):
    get = call(get_file)


class AsyncFiles(AsyncResource):
    get = async_call(get_file)


@pytest.fixture(scope="module")
def shared() -> Iterator[Played]:
    with played() as server:
        yield server


@pytest.fixture
def server(shared: Played) -> Played:
    shared.gone.clear()
    return shared


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> Flavour:
    return Flavour(request.param)


def files(flavour: Flavour, client: Any) -> Any:
    return (Files if flavour.name == "sync" else AsyncFiles)(client)


async def chunks(download: Any) -> list[bytes]:
    if isinstance(download, Download):
        return [*download]
    return [chunk async for chunk in download]


def test_bytes_all_at_once_or_bit_by_bit(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            get = files(flavour, client).get
            content = BLOCK * 4096
            assert await done(get(MIB)) == content
            parts = await chunks(get.stream(MIB))
            assert len(parts) > 1 and b"".join(parts) == content
            assert await done(get.stream(MIB).read()) == content
            assert connections(client) == 1

    asyncio.run(main())


def test_a_file_with_progress(flavour: Flavour, server: Played, tmp_path: Path) -> None:
    async def main() -> None:
        target = tmp_path / "new.bin"
        target.write_bytes(b"old")
        reports: list[tuple[int, int | None]] = []

        def progress(received: int, total: int | None) -> None:
            reports.append((received, total))
            assert target.read_bytes() == b"old", "it is replaced at the end"
            assert len([*tmp_path.iterdir()]) == 2

        async with flavour.client(server.url) as client:
            download = await flavour.download(client, get_file(MIB + 10))
            assert (download.status, download.total) == (200, MIB + 10)
            assert download.headers["content-type"] == "application/octet-stream"
            await done(download.to_file(target, progress=progress))
        assert target.read_bytes() == (BLOCK * 4097)[: MIB + 10]
        assert [*tmp_path.iterdir()] == [target]
        assert (
            reports[-1] == (MIB + 10, MIB + 10) and reports == sorted(reports) and len(reports) > 3
        )
        umask = os.umask(0)
        os.umask(umask)
        assert target.stat().st_mode & 0o777 == 0o666 & ~umask

    asyncio.run(main())


def test_a_file_that_breaks_off(flavour: Flavour, server: Played, tmp_path: Path) -> None:
    async def main() -> None:
        target = tmp_path / "new.bin"
        target.write_bytes(b"old")
        async with flavour.client(server.url) as client:
            with pytest.raises(TransportError) as caught:
                download = files(flavour, client).get.stream(8 * MIB, stop=4 * MIB)
                await done(download.to_file(str(target)))
            assert type(caught.value.__cause__).__name__ == "RemoteProtocolError"
            assert connections(client) == 0
        assert target.read_bytes() == b"old"
        assert [*tmp_path.iterdir()] == [target]

    asyncio.run(main())


def test_progress_may_stop_it(flavour: Flavour, server: Played, tmp_path: Path) -> None:
    async def main() -> None:
        def progress(received: int, total: int | None) -> None:
            raise ZeroDivisionError

        async with flavour.client(server.url) as client:
            with pytest.raises(ZeroDivisionError):
                download = files(flavour, client).get.stream(64 * MIB)
                await done(download.to_file(tmp_path / "x", progress=progress))
            assert connections(client) == 0
            assert await asyncio.to_thread(server.gone.wait, 60)
        assert [*tmp_path.iterdir()] == []

    asyncio.run(main())


def test_a_folder_that_is_not_there(flavour: Flavour, server: Played, tmp_path: Path) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            download = await flavour.download(client, get_file(64 * MIB))
            with pytest.raises(FileNotFoundError):
                await done(download.to_file(tmp_path / "no" / "x"))
            await close(download)
            assert connections(client) == 0

    asyncio.run(main())


def test_closing_in_the_middle(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            download = await flavour.download(client, get_file(64 * MIB))
            await close(download)
            assert connections(client) == 0
            assert await asyncio.to_thread(server.gone.wait, 60)

    asyncio.run(main())


def test_an_error_is_one(flavour: Flavour, server: Played) -> None:
    async def main() -> None:
        async with flavour.client(server.url) as client:
            with pytest.raises(StatusError):
                await flavour.download(client, Request("GET", "/nowhere", bytes))

    asyncio.run(main())


def answering(flavour: Flavour, response: httpx2.Response) -> Any:
    """Reads a download of a scripted answer."""
    api = Api(name="files", base_url="http://files.example")
    transport = httpx2.MockTransport(lambda request: response)

    async def main() -> Any:
        if flavour.name == "sync":
            with SyncClient(api, transport=transport) as client:
                return Download(client, get_file(1)).total, Download(client, get_file(1)).read()
        async with AsyncClient(api, transport=transport) as client:
            return (
                (await AsyncDownload(client, get_file(1))).total,
                await AsyncDownload(client, get_file(1)).read(),
            )

    return asyncio.run(main())


def test_a_broken_encoding_is_a_decode_error(flavour: Flavour) -> None:
    headers = {"content-encoding": "gzip", "content-length": "4"}

    async def broken() -> Any:
        yield b"abcd"

    content = iter([b"abcd"]) if flavour.name == "sync" else broken()
    with pytest.raises(DecodeError, match="Content-Encoding"):
        answering(flavour, httpx2.Response(200, headers=headers, content=content))
