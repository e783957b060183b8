"""Builds the httpx2 requests of a call, from its settings and credentials."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx2

from .api import Applied
from .errors import Hidden, unframed
from .parameters import cookie_pairs, header_text
from .request import Request, encoded, origin
from .settings import Settings

MAX_REDIRECTS = 10

_AGENT = f"python-httpx2/{httpx2.__version__}"
# What may follow a redirect to another origin: nothing that could be a credential.
_CROSS_ORIGIN_HEADERS = frozenset(
    b"accept accept-encoding accept-language connection content-encoding "
    b"content-language content-length content-type user-agent".split()
)
_BODY_HEADERS = frozenset(
    b"content-encoding content-language content-length content-location "
    b"content-type transfer-encoding".split()
)
# Servers may expect a body of these: one without has a Content-Length of 0.
_WITH_BODY = frozenset({"PATCH", "POST", "PUT", "QUERY"})

Headers = dict[bytes, tuple[bytes, bytes]]
"""Names and values by lower-case name."""

Content = bytes | Iterator[bytes] | AsyncIterator[bytes]


class _Request(httpx2.Request):
    """A request whose `repr` leaves out the query, which may contain a key."""

    def __repr__(self) -> str:
        return f"<Request({self.method!r}, {str(self.url).partition('?')[0]!r})>"


class RequestBuilder:
    """Builds the requests of one call: its attempts and their redirects."""

    def __init__(
        self,
        settings: Settings,
        request: Request[Any],
        http: httpx2.Client | httpx2.AsyncClient,
    ) -> None:
        """Encodes everything but the credentials.

        The default headers, query and cookies of `http` are added.

        Raises:
            ValueError: A parameter cannot be sent.
            TypeError: The body cannot be sent.
        """
        self._method = request.method
        self._template = request.path
        self._http = http
        self._headers = unframed(lambda: _headers(settings, request, http))
        self._cookies = unframed(lambda: _cookies(request)) if request.cookies else []
        body = self._body = encoded(request.body)
        if body is not None:
            media_type = b"Content-Type", body.media_type.encode()
            self._headers.setdefault(b"content-type", media_type)
            if body.length is not None:
                length = b"Content-Length", str(body.length).encode()
                self._headers[b"content-length"] = length
        self.has_key = _add_key(request, self._headers)
        """Whether an idempotency key lets the server recognize a repeated call."""
        self._url = settings.url(request)
        if http.params:
            joint = "&" if "?" in self._url else "?"
            self._url += f"{joint}{http.params}"
        self._credentials: Sequence[Applied] = ()
        self.is_same_origin = True
        """Whether the latest request goes to the origin of the client."""

    @property
    def secrets(self) -> list[str]:
        """The secrets that were sent, to be removed from messages."""
        return [secret for item in self._credentials for secret in item.secrets]

    @property
    def can_repeat(self) -> bool:
        """Whether the body can be sent again."""
        return self._body is None or self._body.repeatable

    def first(
        self, credentials: Sequence[Applied], timeout: Mapping[str, float | None]
    ) -> httpx2.Request:
        """Returns the first request of an attempt.

        Raises:
            httpx2.InvalidURL: The URL is invalid.
        """
        self._credentials = credentials
        self._timeout = timeout
        self._redirects = 0
        self._first_url = httpx2.URL(self._url)
        self.is_same_origin = True
        self._sent_body = self._body
        return self._build(self._method, self._first_url, self._content())

    def redirected(self, response: httpx2.Response) -> httpx2.Request:
        """Returns the request that follows a redirect (Fetch, "HTTP-redirect fetch").

        Raises:
            httpx2.RequestError: The redirect is invalid, or there are too many.
            httpx2.InvalidURL: Its URL is invalid.
        """
        self._redirects += 1
        if self._redirects > MAX_REDIRECTS:
            raise httpx2.TooManyRedirects(f"more than {MAX_REDIRECTS} redirects")
        status, method = response.status_code, response.request.method
        if (status in (301, 302) and method == "POST") or (
            status == 303 and method not in ("GET", "HEAD")
        ):
            method, self._sent_body = "GET", None
        if self._sent_body is not None and not self._sent_body.repeatable:
            raise httpx2.LocalProtocolError("a stream cannot be redirected")
        target = _target(response)
        if target is None:
            raise httpx2.UnsupportedProtocol("a redirect to a non-HTTP URL")
        content, url = self._content(), target.reveal()
        is_same = origin(str(url)) == origin(str(self._first_url))
        self.is_same_origin = self.is_same_origin and is_same
        return self._build(method, url, content)

    def _build(self, method: str, url: httpx2.URL, content: Content) -> httpx2.Request:
        """A request to the client's own origin has everything; one to another origin,
        and all after it, nothing that could be a credential.

        Nothing in here raises: the variables hold what is sent.
        """
        if self.is_same_origin:
            headers, url = dict(self._headers), self._with_keys(url)
            for item in self._credentials:
                if item.place == "header":
                    pair = item.name.encode(), item.value.encode()
                    headers.setdefault(pair[0].lower(), pair)
        else:
            url, headers = self._without_keys(url), self._headers
            headers = {n: p for n, p in headers.items() if n in _CROSS_ORIGIN_HEADERS}
        if self._sent_body is None:
            for name in _BODY_HEADERS & headers.keys():
                del headers[name]
            if method.upper() in _WITH_BODY:
                headers[b"content-length"] = b"Content-Length", b"0"
        built = self._request(method, url, headers, content)
        if self.is_same_origin:
            cookies = self._with_jar(built, b"cookie" in headers)
            if cookies:
                built.headers["cookie"] = "; ".join(cookies)
        return built

    def _request(
        self, method: str, url: httpx2.URL, headers: Headers, content: Content
    ) -> httpx2.Request:
        """Sends bytes as a stream: from `content`, httpx2 makes the headers twice."""
        pairs = [*headers.values()]
        # Transports ignore unknown extensions; fakes read the template.
        extensions = {"timeout": self._timeout, "template": self._template}
        if not isinstance(content, bytes):
            return _Request(
                method, url, content=content, headers=pairs, extensions=extensions
            )
        if b"host" not in headers:
            pairs.insert(0, (b"Host", url.netloc))
        stream = httpx2.ByteStream(content)
        built = _Request(
            method, url, stream=stream, headers=pairs, extensions=extensions
        )
        built.read()
        return built

    def _with_jar(self, built: httpx2.Request, has_cookies: bool) -> list[str]:
        """Cookies of the request, those that are credentials, those of httpx2."""
        applied = [c.value for c in self._credentials if c.place == "cookie"]
        if self._http.cookies:
            self._http.cookies.set_cookie_header(built)
            has_cookies = True
        others = built.headers.get_list("cookie") if has_cookies else []
        return [*self._cookies, *applied, *others]

    def _content(self) -> Content:
        if self._sent_body is None:
            return b""
        if isinstance(self._http, httpx2.AsyncClient):
            return self._sent_body.async_chunks()
        return self._sent_body.chunks()

    def _with_keys(self, url: httpx2.URL) -> httpx2.URL:
        pairs = [
            f"{quote(item.name, safe='')}={quote(item.value, safe='')}".encode()
            for item in self._credentials
            if item.place == "query" and item.name not in url.params
        ]
        if not pairs:
            return url
        return url.copy_with(query=b"&".join([url.query, *pairs]).lstrip(b"&"))

    def _without_keys(self, url: httpx2.URL) -> httpx2.URL:
        """The server may have copied the query, and so a key, into the Location."""
        keys = {(item.name, item.value) for item in self._credentials}
        pairs = [pair for pair in url.params.multi_items() if pair not in keys]
        if len(pairs) == len(url.params.multi_items()):
            return url
        return url.copy_with(params=pairs)


def _target(response: httpx2.Response) -> Hidden[httpx2.URL] | None:
    """The target of a redirect; a server may have copied a key into it.

    Raises:
        httpx2.InvalidURL: The URL is invalid.
    """
    url = response.request.url.join(response.headers["location"])
    return Hidden(url) if url.scheme in ("http", "https") and url.host else None


def _headers(
    settings: Settings, request: Request[Any], http: httpx2.Client | httpx2.AsyncClient
) -> Headers:
    """The headers of the client and of a request, which win.

    Raises:
        ValueError: One of them cannot be sent.
        TypeError: One of them cannot be sent.
    """
    defaults = http.headers.raw
    latest = settings.cache.get("headers")
    if latest is None or latest[0] != defaults:
        latest = defaults, _client_headers(settings, defaults)
        settings.cache["headers"] = latest
    headers: Headers = {**latest[1]}
    if not headers[b"accept"][0]:
        _add(headers, {"Accept": request.accept})
    _add(headers, request.headers)
    return headers


def _client_headers(settings: Settings, defaults: list[tuple[bytes, bytes]]) -> Headers:
    """The headers of httpx2's client and, which win, of the settings.

    The Accept header has no name if the settings have none.
    """
    headers: Headers = {}
    for key, text in defaults:
        _, before = headers.get(key.lower(), (b"", b""))
        headers[key.lower()] = key, before + b", " + text if before else text
    agent = f"{settings.api.name} {_AGENT}".encode()
    headers |= {b"accept": (b"", b""), b"user-agent": (b"User-Agent", agent)}
    _add(headers, settings.headers)
    return headers


def _add(headers: Headers, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        text = header_text(name, value)
        if text is not None:
            pair = _pair(name, text)
            headers[pair[0].lower()] = pair


def _cookies(request: Request[Any]) -> list[str]:
    cookies = request.cookies.items()
    return [pair for name, value in cookies for pair in cookie_pairs(name, value)]


def _pair(name: str, value: str) -> tuple[bytes, bytes]:
    """Raises ValueError for a name that cannot be sent."""
    if not name.isascii():
        raise ValueError(f"the header name {name!r} is not ASCII")
    return name.encode(), value.encode()


def _add_key(request: Request[Any], headers: Headers) -> bool:
    """Adds an idempotency key, unless the caller passed one."""
    name = request.idempotency_key
    if name is None:
        return False
    pair = _pair(name, str(uuid4()))
    headers.setdefault(pair[0].lower(), pair)
    return True
