"""How much memory streams and downloads take: `python tests/benchmarks/streams.py`.

A million server-sent events, typed, and 2,048 MB into a loop and into a file, by both clients; each
line is of its own process, from a server on loopback. One of them: `streams.py events 50000 sync`,
`streams.py file 64 async`, `streams.py loop 64 sync`.
"""

from __future__ import annotations

import asyncio
import re
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
MEGABYTE = 1 << 20
WARM_UP = 1000
BATCH = 500


def peak() -> float:
    """The most memory this program has held, in MB.

    Linux tells it in /proc; what `getrusage` tells there includes the process it was forked from.
    """
    status = Path("/proc/self/status")
    if status.exists():
        match = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if match:
            return int(match[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def events(count: int) -> Iterator[bytes]:
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        text = "".join(f'id: {n}\ndata: {{"id": {n}, "text": "{n:050}"}}\n\n' for n in numbers)
        yield text.encode()


def megabytes(count: int) -> Iterator[bytes]:
    block = bytes(MEGABYTE)
    for _ in range(count):
        yield block


def server() -> int:
    """Answers `/events/<count>` and `/bytes/<megabytes>`; the port it listens on."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65_536)
            if not received:
                return
            head += received
        _, kind, count = head.split(b" ")[1].decode().split("/")
        start = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
        if kind == "events":
            start += "Content-Type: text/event-stream\r\n"
            body = events(int(count))
        else:
            start += f"Content-Length: {int(count) * MEGABYTE}\r\n"
            body = megabytes(int(count))
        connection.sendall(f"{start}\r\n".encode())
        for piece in body:
            connection.sendall(piece)

    def serve() -> None:
        while True:
            connection, _ = listener.accept()
            with connection:
                answer(connection)

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


def runtime() -> None:
    """Makes templates/runtime importable as it stands."""
    spec = spec_from_file_location(
        "restamp_runtime", RUNTIME / "__init__.py", submodule_search_locations=[str(RUNTIME)]
    )
    assert spec is not None and spec.loader is not None
    sys.modules["restamp_runtime"] = module_from_spec(spec)


async def follow(client: Any, count: int) -> int:
    """Takes so many typed events; how many came in order."""
    from restamp_runtime.model import Model  # type: ignore[import-not-found]
    from restamp_runtime.stream_requests import (  # type: ignore[import-not-found]
        Items,
        StreamRequest,
    )
    from restamp_runtime.streams import (  # type: ignore[import-not-found]
        AsyncStream,
        Stream,
    )

    class Change(Model):  # type: ignore[misc]
        id: int
        text: str

    request: Any = StreamRequest("GET", f"/events/{count}", Items(Change, "text/event-stream"))
    is_sync = hasattr(client, "close")
    stream = (Stream if is_sync else AsyncStream)(client, request)
    number = 0
    if hasattr(stream, "__next__"):
        for item in stream:
            number += item.id == number
    else:
        async for item in stream:
            number += item.id == number
    return number


async def load(client: Any, how: str, count: int) -> int:
    """Takes so many MB; how many came."""
    from restamp_runtime.downloads import (  # type: ignore[import-not-found]
        AsyncDownload,
        Download,
    )
    from restamp_runtime.request import Request  # type: ignore[import-not-found]

    is_sync = hasattr(client, "close")
    download = (Download if is_sync else AsyncDownload)(
        client, Request("GET", f"/bytes/{count}", bytes)
    )
    length = 0
    if how == "file":
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, "file")
            written = download.to_file(target)
            if not is_sync:
                await written
            length = target.stat().st_size
    elif is_sync:
        for chunk in download:
            length += len(chunk)
    else:
        async for chunk in download:
            length += len(chunk)
    return length // MEGABYTE


async def measured(what: str, count: int, flavour: str) -> str:
    """One run; what it took."""
    runtime()
    from restamp_runtime.api import Api  # type: ignore[import-not-found]
    from restamp_runtime.clients import (
        AsyncClient,  # type: ignore[import-not-found]
        SyncClient,  # type: ignore[import-not-found]
    )

    api = Api(name="streams", base_url=f"http://127.0.0.1:{server()}")
    client = (SyncClient if flavour == "sync" else AsyncClient)(api)

    async def run(number: int) -> int:
        return await (follow(client, number) if what == "events" else load(client, what, number))

    await run(WARM_UP if what == "events" else 1)
    before, started = peak(), time.monotonic()
    came = await run(count)
    assert came == count, f"{came} of {count} came"
    seconds = time.monotonic() - started
    unit = "events" if what == "events" else "MB"
    return (
        f"{flavour:5} {what:6} {count:9,} {unit:6} in {seconds:6.1f} s, "
        f"{before:5.1f} MB before, {peak():5.1f} MB at most"
    )


def main() -> None:
    if len(sys.argv) > 1:
        what, count, flavour = sys.argv[1:]
        print(asyncio.run(measured(what, int(count), flavour)))
        return
    for what, count in (("events", "1000000"), ("loop", "2048"), ("file", "2048")):
        for flavour in ("sync", "async"):
            subprocess.run([sys.executable, __file__, what, count, flavour], check=True)


if __name__ == "__main__":
    main()
