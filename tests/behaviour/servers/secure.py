"""A server that speaks TLS, with whatever certificate a test gives it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

ANSWER = (
    b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{"id": "e-1"}'
)


@contextmanager
def secure(context: ssl.SSLContext, heard: list[bytes]) -> Iterator[str]:
    """The URL of the server; `heard` gets every request that arrives behind a handshake."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain = listening.accept()[0]
            except OSError:
                return
            with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as spoken:
                heard.append(spoken.recv(65_536))
                spoken.sendall(ANSWER)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(60)
