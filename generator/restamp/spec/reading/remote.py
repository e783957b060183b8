"""Fetch documents and the files they refer to, with limits on time and size.

`fetch` is for what a document names: https only, on a host that the user allows, at a public address. `fetch_named` is
for what the user names: http and https on any host. Its redirects are the server's choice, and stay on that host.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from restamp.diagnostics.text import printable, quoted
from restamp.records import dataclass
from restamp.spec.tree.access import Unavailable
from restamp.spec.tree.limits import Limits

_SECONDS = 30.0
_REDIRECTS = 3
_ABSENT = frozenset({404, 410})
_CLOSED = frozenset({401, 403, 407})
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_EMBEDDING = ipaddress.ip_network("64:ff9b::/96")
_STANDARD = Limits()
_UNQUOTED = "!$%&'()*+,/:;=?@[]~"
"""Characters that are sent as they are, `%` of earlier encoding included."""


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


@dataclass(frozen=True, slots=True)
class _Exchange:
    """How one request is sent."""

    etag: str
    network: Network
    limits: Limits
    seconds: float
    anywhere: bool = False
    """Whether the host may have any address, because the user names it."""


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
            result = _request(urlsplit(url), _Exchange(etag, network, limits, seconds))
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


def fetch_named(
    url: str,
    hosts: Iterable[str] = (),
    etag: str = "",
    network: Network = _WORLD,
    limits: Limits = _STANDARD,
    seconds: float = _SECONDS,
) -> Fetched | Unavailable:
    """Fetch what the user names, like `fetch_newer`; a redirect may also lead to these hosts, as for `fetch`."""
    hosts = tuple(hosts)
    exchange = _Exchange(etag, network, limits, seconds, anywhere=True)
    try:
        first = current = urlsplit(url)
        first.port  # noqa: B018  (raises ValueError)
    except ValueError as error:
        return Unavailable(f"the URL is invalid: {error}")
    try:
        _refuse_unnameable(first)
        for _ in range(_REDIRECTS + 1):
            result = _request(current, exchange)
            if isinstance(result, Fetched):
                return result
            current = urlsplit(urljoin(current.geturl(), result.location))
            anywhere = _is_same_host(first, current)
            if not anywhere and not allowed(current.geturl(), hosts):
                raise _Refusal(_redirected(current))
            exchange = replace(exchange, anywhere=anywhere)
        raise _Refusal("it redirects too often")
    except _Refusal as refusal:
        why = refusal.unavailable
        if why.is_missing:
            return replace(why, reason=f"{why.reason}; {_where(current)}")
        if exchange.anywhere:
            return why
        followed = f"it redirects to {quoted(current.geturl())}, and {why.reason}; use that URL"
        return replace(why, reason=followed)
    except (OSError, HTTPException, ValueError) as error:
        return Unavailable(_failure(error))


def _where(url: SplitResult) -> str:
    """What to do about a page that does not exist."""
    if url.path.strip("/"):
        return "check the URL"
    document = quoted(url._replace(path="/openapi.json").geturl())
    return f"write the URL of the document itself; many servers have it at {document}"


def _failure(error: Exception) -> str:
    """The reason why a request failed, and what may help."""
    match error:
        case ssl.SSLCertVerificationError():
            message = f"the certificate of the server is not trusted ({error.verify_message})"
            return f"{message}; the environment variable SSL_CERT_FILE names further authorities"
        case ssl.SSLError():
            return f"TLS failed ({error.reason or error}); the URL may have to start with http://"
        case ConnectionRefusedError():
            return "the connection failed: connection refused; is the server running?"
        case _:
            return f"the connection failed: {error or type(error).__name__}"


def _refuse_unnameable(url: SplitResult) -> None:
    """Refuse a URL that cannot be requested."""
    if not url.hostname:
        raise _Refusal("the URL has no host")
    if "@" in url.netloc:
        raise _Refusal(
            "the URL contains a user name or password, which would be stored with the project; "
            "download the document, and pass the file"
        )


def _is_same_host(first: SplitResult, target: SplitResult) -> bool:
    """Whether a redirect stays on the host that the user named, or goes from http to https there."""
    if target.hostname != first.hostname or "@" in target.netloc:
        return False
    if target.scheme == first.scheme:
        return _port(target) == _port(first)
    return (first.scheme, _port(first), target.scheme, _port(target)) == ("http", 80, "https", 443)


def _redirected(target: SplitResult) -> str:
    """The reason for not following a redirect."""
    message = (
        f"it redirects to another host, {quoted(target.geturl())}, and redirects are followed "
    )
    message += "only on the same host; use that URL"
    if target.scheme != "https" or not target.hostname:
        return message
    return f"{message}, or allow it with --allow-remote {printable(target.netloc)}"


def _port(url: SplitResult) -> int:
    return url.port or _PORTS.get(url.scheme, 0)


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


def _request(url: SplitResult, exchange: _Exchange) -> Fetched | _Redirect:
    """Send one request; return the content, or the target of a redirect."""
    host, port, network, seconds = (
        url.hostname or "",
        _port(url),
        exchange.network,
        exchange.seconds,
    )
    addresses = list(network.resolve(host, port))
    public = [address for address in addresses if is_public(address)]
    if not exchange.anywhere and (len(public) < len(addresses) or not public):
        raise _Refusal(f"{host} is not at a public address")
    open_sockets = [_connected(addresses, port, exchange)]
    late = threading.Event()
    watch = threading.Timer(seconds, _shut_down, [open_sockets, late])
    watch.daemon = True
    watch.start()
    try:
        return _exchanged(url, open_sockets, exchange)
    finally:
        watch.cancel()
        for stream in open_sockets:
            stream.close()
        if late.is_set():  # even if the content seems complete
            raise _Refusal(f"it takes longer than {seconds:g} seconds")


def _connected(addresses: Sequence[str], port: int, exchange: _Exchange) -> socket.socket:
    """Connect to the first address that accepts; a name such as localhost has several."""
    if not addresses:
        raise _Refusal("its host has no address")
    for address in addresses[:-1]:
        with suppress(OSError):
            return exchange.network.dial(address, port, exchange.seconds)
    return exchange.network.dial(addresses[-1], port, exchange.seconds)


def _shut_down(streams: list[socket.socket], late: threading.Event) -> None:
    """Shut down connections that another thread is waiting on."""
    late.set()
    for stream in list(streams):
        with suppress(OSError):
            stream.shutdown(socket.SHUT_RDWR)


def _exchanged(
    url: SplitResult, open_sockets: list[socket.socket], exchange: _Exchange
) -> Fetched | _Redirect:
    """Exchange one request over a connection; the TLS socket is appended to `open_sockets`."""
    open_sockets[0].settimeout(2 * exchange.seconds)
    stream = open_sockets[0]
    if url.scheme == "https":
        stream = exchange.network.secure(stream, url.hostname or "")
        open_sockets.append(stream)
    if isinstance(stream, ssl.SSLSocket):
        stream.do_handshake()
    connection = HTTPConnection(url.hostname or "", _port(url))
    connection.sock = stream
    path = quote(url.path or "/", _UNQUOTED) + (f"?{quote(url.query, _UNQUOTED)}" * bool(url.query))
    headers = {"Host": url.netloc, "User-Agent": "restamp", "Accept-Encoding": "identity"}
    etag = exchange.etag
    if etag and etag.isprintable() and etag.isascii():
        headers["If-None-Match"] = etag
    connection.request("GET", path, headers={**headers, "Connection": "close"})
    response = connection.getresponse()
    if response.status in _MOVED and (target := response.getheader("Location")):
        return _Redirect(target)
    if response.status == 304 and etag:
        return Fetched(None, etag)
    if response.status != 200:
        raise _Refusal(_status(response.status), is_missing=response.status in _ABSENT)
    return Fetched(_body(response, exchange.limits), response.getheader("ETag") or "")


def _status(status: int) -> str:
    """The reason for not using a response."""
    message = f"the server responds with status {status}"
    if status in _CLOSED:
        message += " and Restamp sends no credentials; download the document, and pass the file"
    return message


def _body(response: HTTPResponse, limits: Limits) -> bytes:
    body = response.read(limits.bytes + 1)
    if len(body) <= limits.bytes and response.length:
        raise _Refusal("the response ended early")
    coding = (response.getheader("Content-Encoding") or "identity").lower()
    if coding in ("gzip", "x-gzip"):  # some servers send nothing else
        body = _uncompressed(body, limits)
    elif coding != "identity":
        raise _Refusal(f"the server compresses it with {quoted(coding)}, and only gzip is read")
    if len(body) > limits.bytes:
        raise _Refusal(f"it is larger than {limits.bytes:,} bytes")
    return body


def _uncompressed(body: bytes, limits: Limits) -> bytes:
    """The content of a response in gzip, up to one byte more than allowed."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, limits.bytes + 1)
    except zlib.error:
        raise _Refusal("the response is not in gzip, as it claims") from None
