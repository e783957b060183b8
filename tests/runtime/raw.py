"""A server that is told every byte it sends."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

PATIENCE = 60.0


class Raw:
    """Plays `script` for each connection, in a thread of its own."""

    def __init__(self, script: Callable[[Raw, socket.socket], None]) -> None:
        self.script = script
        self.requests: list[tuple[bytes, bytes]] = []
        """Heads and bodies."""
        self.connections = 0
        self.stopped = Event()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def read(self, connection: socket.socket) -> tuple[bytes, bytes]:
        """The next request."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._some(connection)
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        while len(body) < length:
            body += self._some(connection)
        self.requests.append((head, body))
        return head, body

    def path(self, connection: socket.socket) -> str:
        """The path of the next request."""
        return self.read(connection)[0].split()[1].decode()

    def drip(self, connection: socket.socket, data: bytes) -> None:
        """Sends a byte at a time, the last one over and over, until the test is over."""
        for byte in data:
            connection.sendall(bytes([byte]))
        while not self.stopped.wait(0.02):
            connection.sendall(data[-1:])

    def accept(self) -> None:
        while True:
            try:
                connection = self._listening.accept()[0]
            except OSError:
                return
            if self.stopped.is_set():
                connection.close()
                return
            self.connections += 1
            Thread(target=self._play, args=(connection,), daemon=True).start()

    def _play(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            self.script(self, connection)

    @staticmethod
    def _some(connection: socket.socket) -> bytes:
        data = connection.recv(65_536)
        if not data:
            raise OSError("the client is gone")
        return data


@contextmanager
def raw(script: Callable[[Raw, socket.socket], None]) -> Iterator[Raw]:
    server = Raw(script)
    thread = Thread(target=server.accept)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        host, port = server._listening.getsockname()
        with suppress(OSError):
            socket.create_connection((host, port)).close()  # wakes `accept`
        thread.join(PATIENCE)
        server._listening.close()


def response(body: bytes = b"{}", status: str = "200 OK", *headers: str) -> bytes:
    """The bytes of a response of JSON."""
    lines = [f"HTTP/1.1 {status}", "content-type: application/json", *headers]
    head = "\r\n".join([*lines, f"content-length: {len(body)}"])
    return head.encode() + b"\r\n\r\n" + body
