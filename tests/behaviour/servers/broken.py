"""A server that breaks off, in every way that a connection can break."""

from __future__ import annotations

import socket
import struct
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Semaphore, Thread
from typing import Literal


@dataclass(frozen=True, slots=True)
class Act:
    """What a request is answered with, and what then becomes of the connection."""

    send: bytes = b""
    then: Literal["keep", "close", "half", "reset", "hang"] = "close"
    """`half` ends the answer alone: the server goes on to read."""
    unread: bool = False
    """It happens when the connection is made: no request is read."""
    pace: float = 0.0
    """Seconds between two bytes of the body."""


def response(status: str, *headers: str, body: bytes = b"") -> Act:
    """A whole answer of any kind, on a connection that is kept."""
    head = [f"HTTP/1.1 {status}", *headers, f"content-length: {len(body)}", "", ""]
    return Act("\r\n".join(head).encode() + body, "keep")


def reply(body: bytes, *headers: str, then: Literal["keep", "close"] = "keep") -> Act:
    """A whole answer in JSON."""
    head = ["HTTP/1.1 200 OK", "content-type: application/json", *headers]
    return Act("\r\n".join([*head, f"content-length: {len(body)}", "", ""]).encode() + body, then)


_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"

AT_ONCE = Act(unread=True)
BEFORE_HEADERS = Act()
RESET = Act(then="reset")
AMID_HEADERS = Act(_HEAD[:40])
AFTER_HEADERS = Act(_HEAD + b"content-length: 100\r\n\r\n")
AMID_BODY = Act(_HEAD + b'content-length: 100\r\n\r\n{"id": "e')
AMID_CHUNKS = Act(_HEAD + b'transfer-encoding: chunked\r\n\r\n9\r\n{"id": "e\r\n')
NO_HTTP = Act(b"SSH-2.0-OpenSSH_9.9\r\n")
ENDED_HALF = Act(_HEAD + b'content-length: 100\r\n\r\n{"id": "e', "half")
SILENT = Act(then="hang")
SILENT_AMID_BODY = Act(_HEAD + b'content-length: 100\r\n\r\n{"id": "e', "hang")


class Broken:
    """Plays the acts in turn, then always the last one."""

    def __init__(self, *acts: Act) -> None:
        self.acts = deque(acts)
        self.requests: list[bytes] = []
        """The heads of those that arrived whole."""
        self.connections = 0
        self.left = Event()
        """A client has closed a connection that was kept open."""
        self.closed = Semaphore(0)
        """Counts the connections that are closed."""
        self.stopped = Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def accept(self) -> None:
        """Serves each connection in a thread of its own."""
        while True:
            try:
                connection = self._listening.accept()[0]
            except OSError:
                return
            if self.stopped.is_set():
                connection.close()
                return
            self.connections += 1
            Thread(target=self._serve, args=(connection,), daemon=True).start()

    def stop(self) -> None:
        """Wakes and ends all threads."""
        self.stopped.set()
        with suppress(OSError), socket.create_connection(self._listening.getsockname()):
            pass
        self._listening.close()

    def _serve(self, connection: socket.socket) -> None:
        with closing(connection):
            self._play(connection)
        self.closed.release()

    def _play(self, connection: socket.socket) -> None:
        if self.acts[0].unread:
            self._next()
            return
        while (head := _read(connection)) is not None:
            self.requests.append(head)
            act = self._next()
            with suppress(OSError):
                self._send(connection, act)
            if act.then == "reset":
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            if act.then == "half":
                connection.shutdown(socket.SHUT_WR)
                while _received(connection):
                    pass
            if act.then == "hang":
                self.stopped.wait(60)
            if act.then != "keep":
                return
        self.left.set()

    def _send(self, connection: socket.socket, act: Act) -> None:
        if not act.pace:
            connection.sendall(act.send)
            return
        head, gap, body = act.send.partition(b"\r\n\r\n")
        connection.sendall(head + gap)
        for byte in body:
            connection.sendall(bytes([byte]))
            if self.stopped.wait(act.pace):
                return

    def _next(self) -> Act:
        return self.acts.popleft() if len(self.acts) > 1 else self.acts[0]


@contextmanager
def broken(*acts: Act) -> Iterator[Broken]:
    """The server while it runs."""
    server = Broken(*acts)
    thread = Thread(target=server.accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(60)


def refusing() -> str:
    """The URL of a port that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}"


def _read(connection: socket.socket) -> bytes | None:
    """The head of the next request, once its body has arrived too; None at the end."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += (chunk := _received(connection))
        if not chunk:
            return None
    head, _, body = received.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    missing = int(fields.get(b"content-length", b"0")) - len(body)
    while missing > 0:
        chunk = _received(connection)
        if not chunk:
            return None
        missing -= len(chunk)
    return head


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except OSError:
        return b""
