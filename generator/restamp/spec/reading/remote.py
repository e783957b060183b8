"""Fetch a referenced file from a host that the user allows: https only, and no access to internal hosts.

The document decides what is fetched. So requests go only to that host, at a public address, with limits on
time and size.
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
from restamp.spec.tree.access import Unavailable
from restamp.spec.tree.limits import Limits

_SECONDS = 30.0
_REDIRECTS = 3
_ABSENT = frozenset({404, 410})
_MOVED = frozenset({301, 302, 303, 307, 308})
_EMBEDDING = ipaddress.ip_network("64:ff9b::/96")
_STANDARD = Limits()


class _Refusal(Exception):
    """Why a file is not fetched."""

    def __init__(self, reason: str, *, is_missing: bool = False) -> None:
        super().__init__(reason)
        self.unavailable = Unavailable(reason, is_missing)


def _resolve(host: str, port: int) -> list[str]:
    """Resolve a host to addresses."""
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in infos]


def _dial(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


def _secure(plain: socket.socket, host: str) -> socket.socket:
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The content of a response, or None if it has not changed; and its ETag."""

    content: bytes | None
    etag: str = ""


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str


@dataclass(frozen=True, slots=True)
class Network:
    """The network functions that fetching uses."""

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
) -> bytes | Unavailable:
    """Fetch the bytes at a URL, or return the reason why that failed.

    `seconds` limits each request, from connecting to the last byte.
    """
    result = fetch_newer(url, hosts, "", network, limits, seconds)
    return result.content or b"" if isinstance(result, Fetched) else result


def fetch_newer(
    url: str,
    hosts: Iterable[str],
    etag: str,
    network: Network = _WORLD,
    limits: Limits = _STANDARD,
    seconds: float = _SECONDS,
) -> Fetched | Unavailable:
    """Like `fetch`, but only if the ETag has changed (RFC 9110, section 13.1.2); "" fetches always."""
    hosts = tuple(hosts)
    try:
        for _ in range(_REDIRECTS + 1):
            if not allowed(url, hosts):
                raise _Refusal(f"{quoted(url)} is not https on a host that --allow-remote names")
            result = _request(urlsplit(url), etag, network, limits, seconds)
            if isinstance(result, Fetched):
                return result
            target = urljoin(url, result.location)
            if urlsplit(target).netloc.lower() != urlsplit(url).netloc.lower():
                raise _Refusal("it redirects to another host")
            url = target
        raise _Refusal("it redirects too often")
    except _Refusal as refusal:
        return refusal.unavailable
    except (OSError, HTTPException, ValueError) as error:
        return Unavailable(f"the connection failed: {error or type(error).__name__}")


def is_public(address: str) -> bool:
    """Whether an address is public, also when it is an IPv4 address embedded in IPv6."""
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


def _request(
    url: SplitResult, etag: str, network: Network, limits: Limits, seconds: float
) -> Fetched | _Redirect:
    """Send one request; return the content, or the target of a redirect."""
    host, port = url.hostname or "", url.port or 443
    addresses = list(network.resolve(host, port))
    public = [address for address in addresses if is_public(address)]
    if len(public) < len(addresses) or not public:
        raise _Refusal(f"{host} is not at a public address")
    open_sockets = [network.dial(public[0], port, seconds)]
    late = threading.Event()
    watch = threading.Timer(seconds, _shut_down, [open_sockets, late])
    watch.daemon = True
    watch.start()
    try:
        return _exchange(url, etag, open_sockets, network, limits, seconds)
    finally:
        watch.cancel()
        for stream in open_sockets:
            stream.close()
        if late.is_set():  # even if the content seems complete
            raise _Refusal(f"it takes longer than {seconds:g} seconds")


def _shut_down(streams: list[socket.socket], late: threading.Event) -> None:
    """Shut down connections that another thread is waiting on."""
    late.set()
    for stream in list(streams):
        with suppress(OSError):
            stream.shutdown(socket.SHUT_RDWR)


def _exchange(
    url: SplitResult,
    etag: str,
    open_sockets: list[socket.socket],
    network: Network,
    limits: Limits,
    seconds: float,
) -> Fetched | _Redirect:
    """Exchange one request over a connection; the TLS socket is appended to `open_sockets`."""
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
        return _Redirect(target)
    if response.status == 304 and etag:
        return Fetched(None, etag)
    if response.status != 200:
        message = f"the server responds with status {response.status}"
        raise _Refusal(message, is_missing=response.status in _ABSENT)
    return Fetched(_body(response, limits), response.getheader("ETag") or "")


def _body(response: HTTPResponse, limits: Limits) -> bytes:
    body = response.read(limits.bytes + 1)
    if len(body) > limits.bytes:
        raise _Refusal(f"it is larger than {limits.bytes:,} bytes")
    if response.length:
        raise _Refusal("the response ended early")
    return body
