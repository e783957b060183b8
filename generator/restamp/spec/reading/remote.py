"""Fetching a referenced file from a host that the user named: https only, and no way inside.

A document decides what is fetched, so nothing it says may lead anywhere but to that host, at a
public address, for a bounded time and size.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urljoin, urlsplit

from restamp.diagnostics.text import quoted
from restamp.spec.tree.limits import Limits

_SECONDS = 30.0
_REDIRECTS = 3
_ABSENT = frozenset({404, 410})
_MOVED = frozenset({301, 302, 303, 307, 308})
_EMBEDDING = ipaddress.ip_network("64:ff9b::/96")
_STANDARD = Limits()


class Missing(str):
    """Why something is not fetched: the host says that it is not there."""

    __slots__ = ()


class _Refusal(Exception):
    """Why something is not fetched, in words for the user."""


def _resolve(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def _dial(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


def _secure(plain: socket.socket, host: str) -> socket.socket:
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was answered: bytes, or None where nothing has changed since; and the ETag of it."""

    content: bytes | None
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """What fetching uses of the world."""

    resolve: Callable[[str, int], Iterable[str]] = _resolve
    dial: Callable[[str, int, float], socket.socket] = _dial
    secure: Callable[[socket.socket, str], socket.socket] = _secure


_WORLD = Network()


def allowed(url: str, hosts: Iterable[str]) -> bool:
    """Whether a URL is https on one of these hosts (`example.com`, or `example.com:8443`)."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return False
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        return False
    named = {host.lower() if ":" in host else f"{host.lower()}:443" for host in hosts}
    return f"{parts.hostname}:{port}" in named


def fetch(
    url: str,
    hosts: Iterable[str],
    network: Network = _WORLD,
    limits: Limits = _STANDARD,
    seconds: float = _SECONDS,
) -> bytes | str:
    """The bytes at a URL, or why they cannot be had, in words for the user.

    `seconds` bounds each request from connecting to the last byte.
    """
    answer = fetch_newer(url, hosts, "", network, limits, seconds)
    return answer if isinstance(answer, str) else answer.content or b""


def fetch_newer(
    url: str,
    hosts: Iterable[str],
    etag: str,
    network: Network = _WORLD,
    limits: Limits = _STANDARD,
    seconds: float = _SECONDS,
) -> Fetched | str:
    """As `fetch`, if it has changed since it had this ETag (RFC 9110, section 13.1.2); "" is any."""
    hosts = tuple(hosts)
    try:
        for _ in range(_REDIRECTS + 1):
            if not allowed(url, hosts):
                raise _Refusal(f"{quoted(url)} is not https on a host that --allow-remote names")
            answer = _answer(urlsplit(url), etag, network, limits, seconds)
            if isinstance(answer, Fetched):
                return answer
            target = urljoin(url, answer)
            if urlsplit(target).netloc.lower() != urlsplit(url).netloc.lower():
                raise _Refusal("it redirects to another host")
            url = target
        raise _Refusal("it redirects too often")
    except _Refusal as refusal:
        said = str(refusal.args[0])
        return Missing(said) if isinstance(refusal.args[0], Missing) else said
    except (OSError, HTTPException, ValueError) as error:
        return f"the connection failed: {error or type(error).__name__}"


def is_public(address: str) -> bool:
    """Whether an address is one of the public Internet, through every embedding of IPv4 in IPv6."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _EMBEDDING:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
        elif ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _answer(
    url: SplitResult, etag: str, network: Network, limits: Limits, seconds: float
) -> Fetched | str:
    """The body of a good answer, or where a redirect leads."""
    host, port = url.hostname or "", url.port or 443
    addresses = list(network.resolve(host, port))
    public = [address for address in addresses if is_public(address)]
    if len(public) < len(addresses) or not public:
        raise _Refusal(f"{host} is not at a public address")
    open_sockets = [network.dial(public[0], port, seconds)]
    late = threading.Event()
    watch = threading.Timer(seconds, _cut, [open_sockets, late])
    watch.daemon = True
    watch.start()
    try:
        return _exchanged(url, etag, open_sockets, network, limits, seconds)
    finally:
        watch.cancel()
        for stream in open_sockets:
            stream.close()
        if late.is_set():  # and what was read may look whole
            raise _Refusal(f"it takes longer than {seconds:g} seconds")


def _cut(streams: list[socket.socket], late: threading.Event) -> None:
    """End connections, whatever another thread waits for on them."""
    late.set()
    for stream in list(streams):
        with suppress(OSError):
            stream.shutdown(socket.SHUT_RDWR)


def _exchanged(
    url: SplitResult,
    etag: str,
    open_sockets: list[socket.socket],
    network: Network,
    limits: Limits,
    seconds: float,
) -> Fetched | str:
    """What is answered on a connection; the stream over it is added to those that are open."""
    open_sockets[0].settimeout(2 * seconds)
    stream = network.secure(open_sockets[0], url.hostname or "")
    open_sockets.append(stream)
    if isinstance(stream, ssl.SSLSocket):
        stream.do_handshake()
    connection = HTTPConnection(url.hostname or "", url.port or 443)
    connection.sock = stream
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    headers = {"Host": url.netloc, "User-Agent": "restamp", "Accept-Encoding": "identity"}
    if etag and etag.isprintable() and etag.isascii():
        headers["If-None-Match"] = etag
    connection.request("GET", path, headers={**headers, "Connection": "close"})
    response = connection.getresponse()
    if response.status in _MOVED and (target := response.getheader("Location")):
        return target
    if response.status == 304 and etag:
        return Fetched(None, etag)
    if response.status != 200:
        said = f"it answers with status {response.status}"
        raise _Refusal(Missing(said) if response.status in _ABSENT else said)
    return Fetched(_body(response, limits), response.getheader("ETag") or "")


def _body(response: HTTPResponse, limits: Limits) -> bytes:
    body = response.read(limits.bytes + 1)
    if len(body) > limits.bytes:
        raise _Refusal(f"it is larger than {limits.bytes:,} bytes")
    if response.length:
        raise _Refusal("the answer ended early")
    return body
