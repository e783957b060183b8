"""A server on loopback that has nothing to do: each path has one answer, ready to be sent.

It runs in a process of its own, so that what it costs is the same for every client.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Connection(asyncio.Protocol):
    """One connection, kept alive."""

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        self._answers = answers
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, rest = self._received.partition(b"\r\n\r\n")
        if not end or len(rest) < _length(head):
            return
        self._received = b""
        path = head.split(b" ", 2)[1].partition(b"?")[0].decode()
        self._transport.write(self._answers.get(path, NOT_FOUND))


NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _length(head: bytes) -> int:
    _, separator, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if separator else 0


def answer(body: str) -> bytes:
    """An answer of JSON, whole."""
    content = body.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}"
    return head.encode() + b"\r\n\r\n" + content


@contextmanager
def serving(bodies: Mapping[str, bytes]) -> Iterator[str]:
    """The URL of a server while it runs; JSON by path."""
    message = json.dumps({path: body.decode() for path, body in bodies.items()})
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(message + "\n")
        process.stdin.flush()
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


async def serve() -> None:
    """Reads the answers, prints the port."""
    answers = {path: answer(body) for path, body in json.loads(sys.stdin.readline()).items()}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(answers), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
