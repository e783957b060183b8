"""Fetching, against a server at the other end of a socket pair: no network is touched."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from restamp.spec.reading.remote import Fetched, Network, allowed, fetch, fetch_newer, is_public
from restamp.spec.tree.access import Unavailable
from restamp.spec.tree.limits import Limits

PUBLIC = "93.184.215.14"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na: 1"
Answer = Callable[[socket.socket], None]


class Server:
    """Answers one connection after the other, and remembers what was asked of it."""

    def __init__(self, *answers: bytes | Answer) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.secured: list[str] = []
        self.addresses: dict[str, list[str]] = {}

    @property
    def network(self) -> Network:
        return Network(self.resolve, self.dial, self.secure)

    def resolve(self, host: str, port: int) -> list[str]:
        return self.addresses.get(host, [PUBLIC])

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((address, port))
        ours, theirs = socket.socketpair()
        threading.Thread(target=self.serve, args=[theirs, self.answers.pop(0)], daemon=True).start()
        return ours

    def secure(self, plain: socket.socket, host: str) -> socket.socket:
        self.secured.append(host)
        return plain

    def serve(self, connection: socket.socket, answer: bytes | Answer) -> None:
        with connection:
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                part = connection.recv(4096)
                if not part:
                    return
                request += part
            self.asked.append(request.decode())
            if isinstance(answer, bytes):
                connection.sendall(answer)
            else:
                answer(connection)


def moved(target: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


def get(
    server: Server, url: str = "https://example.com/a.yaml", seconds: float = 60
) -> bytes | Unavailable:
    return fetch(url, ["example.com"], server.network, seconds=seconds)


def test_a_file() -> None:
    server = Server(OK)
    assert get(server, "https://example.com/a%20b.yaml?raw=1") == b"a: 1"
    assert server.dialled == [(PUBLIC, 443)]
    assert server.secured == ["example.com"]
    lines = server.asked[0].split("\r\n")
    assert lines[0] == "GET /a%20b.yaml?raw=1 HTTP/1.1"
    assert "Host: example.com" in lines
    assert not [line for line in lines if line.lower().startswith(("cookie", "authorization"))]


def test_chunks() -> None:
    chunked = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na:\r\n2\r\n 1\r\n0\r\n\r\n"
    )
    assert get(Server(chunked)) == b"a: 1"


@pytest.mark.parametrize(
    ("url", "hosts", "whether"),
    [
        ("https://example.com/a", ["example.com"], True),
        ("https://EXAMPLE.com/a", ["example.COM"], True),
        ("https://example.com:443/a", ["example.com"], True),
        ("https://example.com:8443/a", ["example.com:8443"], True),
        ("https://example.com:8443/a", ["example.com"], False),
        ("https://example.com/a", ["example.com:8443"], False),
        ("http://example.com/a", ["example.com"], False),
        ("https://example.com.evil.org/a", ["example.com"], False),
        ("https://sub.example.com/a", ["example.com"], False),
        ("https://example.com@evil.org/a", ["example.com", "evil.org"], False),
        ("https://evil.org/example.com", ["example.com"], False),
        ("https:///a", ["example.com", ""], False),
        ("https://example.com:x/a", ["example.com"], False),
        ("https://[::1/a", ["example.com"], False),
        ("ftp://example.com/a", ["example.com"], False),
        ("https://example.com/a", [], False),
    ],
)
def test_only_named_hosts_over_https(url: str, hosts: list[str], whether: bool) -> None:
    assert allowed(url, hosts) is whether
    if not whether:
        server = Server()
        assert isinstance(fetch(url, hosts, server.network), Unavailable)
        assert server.dialled == []


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2002:5db8:d70e::1"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


PRIVATE = [
    *(
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
    ),
    *("224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe"),
    *("2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "no address", ""),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_other_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::ffff:10.0.0.1"], []]
)
def test_a_name_that_leads_inside_is_not_connected_to(addresses: list[str]) -> None:
    server = Server()
    server.addresses["example.com"] = addresses
    assert get(server) == Unavailable("example.com is not at a public address")
    assert server.dialled == []


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    server = Server(OK)
    answers: Iterator[list[str]] = iter([[PUBLIC], ["127.0.0.1"]])
    network = Network(lambda host, port: next(answers), server.dial, server.secure)
    assert fetch("https://example.com/", ["example.com"], network) == b"a: 1"
    assert server.dialled == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    "target", ["/b.yaml", "b.yaml", "https://example.com/b.yaml", "//example.com/b.yaml"]
)
def test_redirects_on_the_same_host(target: str) -> None:
    server = Server(moved(target), OK)
    assert get(server) == b"a: 1"
    assert server.asked[1].startswith("GET /b.yaml ")


@pytest.mark.parametrize(
    "target",
    [
        *(
            "https://evil.org/",
            "//evil.org/a",
            "https://example.com.evil.org/",
            "https://x@example.com/",
        ),
        *(
            "http://example.com/b.yaml",
            "https://example.com:8443/",
            "file:///etc/passwd",
            "https://[",
        ),
    ],
)
def test_redirects_elsewhere_are_not_followed(target: str) -> None:
    server = Server(moved(target))
    assert isinstance(get(server), Unavailable)
    assert len(server.dialled) == 1


def test_each_redirect_is_resolved_and_checked() -> None:
    server = Server(moved("/b"))
    answers: Iterator[list[str]] = iter([[PUBLIC], ["127.0.0.1"]])
    network = Network(lambda host, port: next(answers), server.dial, server.secure)
    assert fetch("https://example.com/", ["example.com"], network) == Unavailable(
        "example.com is not at a public address"
    )
    assert len(server.dialled) == 1


def test_redirects_end() -> None:
    server = Server(*[moved("/again")] * 9)
    assert get(server) == Unavailable("it redirects too often")
    assert len(server.dialled) == 4


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "the server responds with status 404"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "the server responds with status 302"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "the response ended early"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab", "the connection failed"),
        (b"", "the connection failed"),
        (b"nonsense\r\n\r\n", "the connection failed"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"x" * 100_000, "the connection failed"),
    ],
)  # fmt: skip
def test_bad_responses(answer: bytes, why: str) -> None:
    result = get(Server(answer))
    assert isinstance(result, Unavailable)
    assert result.reason.startswith(why)


@pytest.mark.parametrize("length", [b"Content-Length: 101\r\n", b"Connection: close\r\n"])
def test_too_much_is_refused(length: bytes) -> None:
    server = Server(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n" + b"x" * 101)
    result = fetch("https://example.com/", ["example.com"], server.network, Limits(bytes=100))
    assert result == Unavailable("it is larger than 100 bytes")


def drip(connection: socket.socket) -> None:
    """A byte now and then, so that no single wait is long."""
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(1000):
            connection.sendall(b"x")
            time.sleep(0.02)
    except OSError:
        pass


def drip_headers(connection: socket.socket) -> None:
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\nA: ")
        for _ in range(1000):
            connection.sendall(b"x")
            time.sleep(0.02)
    except OSError:
        pass


def silence(connection: socket.socket) -> None:
    """Until the other side has hung up."""
    while connection.recv(65_536):
        pass


@pytest.mark.parametrize("slow", [drip, drip_headers, silence])
def test_slowness_has_an_end(slow: Answer) -> None:
    assert get(Server(slow), seconds=0.2) == Unavailable("it takes longer than 0.2 seconds")


def test_a_host_that_does_not_resolve() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such host")

    assert fetch("https://example.com/", ["example.com"], Network(resolve)) == Unavailable(
        "the connection failed: no such host"
    )


def newer(server: Server, etag: str) -> Fetched | Unavailable:
    return fetch_newer("https://example.com/a.yaml", ["example.com"], etag, server.network)


def test_an_etag_comes_with_a_file() -> None:
    server = Server(OK.replace(b"\r\n\r\n", b'\r\nETag: W/"5"\r\n\r\n', 1))
    assert newer(server, "") == Fetched(b"a: 1", 'W/"5"')
    assert "If-None-Match" not in server.asked[0]


def test_what_has_not_changed_since() -> None:
    server = Server(b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert newer(server, 'W/"5"') == Fetched(None, 'W/"5"')
    assert 'If-None-Match: W/"5"\r\n' in server.asked[0]


def test_an_unrequested_304_is_an_error() -> None:
    assert newer(Server(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "") == Unavailable(
        "the server responds with status 304"
    )


def test_an_etag_ends_no_header() -> None:
    server = Server(OK)
    newer(server, '"5"\r\nX-Evil: 1')
    assert "X-Evil" not in server.asked[0]
