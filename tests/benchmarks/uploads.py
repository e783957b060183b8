"""How much memory an upload takes: `python tests/benchmarks/uploads.py [MB]`, 2,048 by default.

Each line is an upload of its own process to a server on loopback that counts what arrives: a
generator of bytes and a sparse file, as a binary body and in a multipart form, by both clients.
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
FLAVOURS = [
    f"{client} {body} {source}"
    for client in ("sync", "async")
    for body in ("binary", "multipart")
    for source in ("generator", "file")
]


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


def counting_server(counted: list[int]) -> int:
    """Takes one request, and counts the bytes behind its head; the port it listens on."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(65_536)
            head, _, tail = head.partition(b"\r\n\r\n")
            counted.append(len(tail))
            length = next(
                (
                    int(line[15:])
                    for line in head.split(b"\r\n")
                    if b"content-length" in line.lower()
                ),
                None,
            )
            while counted[0] != length and tail[-5:] != b"0\r\n\r\n":
                received = connection.recv(1 << 18)
                counted[0] += len(received)
                tail = (tail + received)[-5:]
                if not received:
                    break
            connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


def runtime() -> None:
    """Makes templates/runtime importable as it stands."""
    spec = spec_from_file_location(
        "restamp_runtime", RUNTIME / "__init__.py", submodule_search_locations=[str(RUNTIME)]
    )
    assert spec is not None and spec.loader is not None
    sys.modules["restamp_runtime"] = module_from_spec(spec)


def generated(size: int) -> Iterator[bytes]:
    chunk = bytes(MEGABYTE)
    for _ in range(size // MEGABYTE):
        yield chunk


def upload(flavour: str, size: int) -> str:
    """One upload; what it took."""
    runtime()
    from restamp_runtime.any_bodies import body_of  # type: ignore[import-not-found]
    from restamp_runtime.api import Api  # type: ignore[import-not-found]
    from restamp_runtime.clients import (
        AsyncClient,  # type: ignore[import-not-found]
        SyncClient,  # type: ignore[import-not-found]
    )
    from restamp_runtime.request import Request  # type: ignore[import-not-found]

    client, body, source = flavour.split()
    counted: list[int] = []
    api = Api(name="uploads", base_url=f"http://127.0.0.1:{counting_server(counted)}")
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(size)
        content: Any = generated(size) if source == "generator" else Path(file.name)
        kind = "multipart/form-data" if body == "multipart" else "application/octet-stream"
        sent = {"file": content} if body == "multipart" else content
        request = Request("POST", "/", None, body=body_of(sent, kind))
        before, started = peak(), time.monotonic()

        async def asynchronous() -> None:
            async with AsyncClient(api, timeout=600) as async_client:
                await async_client.send(request)

        if client == "async":
            asyncio.run(asynchronous())
        else:
            with SyncClient(api, timeout=600) as sync_client:
                sync_client.send(request)
    assert counted[0] >= size, f"{counted[0]} of {size} bytes arrived"
    seconds = time.monotonic() - started
    return (
        f"{flavour:26} {counted[0] / MEGABYTE:8.1f} MB in {seconds:5.1f} s, "
        f"{before:5.1f} MB before, {peak():5.1f} MB at most"
    )


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
    if len(sys.argv) > 2:
        print(upload(sys.argv[2], size * MEGABYTE))
        return
    for flavour in FLAVOURS:
        subprocess.run([sys.executable, __file__, str(size), flavour], check=True)


if __name__ == "__main__":
    main()
