"""From a `Request` to what httpx2 sends, by the client's settings and credentials."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx2

from .api import Placed
from .bodies import encoded
from .parameters import cookie_pairs, header_text
from .request import Request, origin
from .secrecy import Hidden, unframed
from .settings import Settings

MOST_REDIRECTS = 10

_AGENT = f"python-httpx2/{httpx2.__version__}"
# What may follow a redirect to another origin: nothing that could be a credential.
_HARMLESS = frozenset(
    {
        b"accept",
        b"accept-encoding",
        b"accept-language",
        b"connection",
        b"content-encoding",
        b"content-language",
        b"content-length",
        b"content-type",
        b"user-agent",
    }
)
_ABOUT_BODY = frozenset(
    {
        b"content-encoding",
        b"content-language",
        b"content-length",
        b"content-location",
        b"content-type",
        b"transfer-encoding",
    }
)
# Of these a server may expect a body, and is told that there is none.
_WITH_BODY = frozenset({"PATCH", "POST", "PUT", "QUERY"})

Headers = dict[bytes, tuple[bytes, bytes]]
"""Names and values by lower-case name."""

Content = bytes | Iterator[bytes] | AsyncIterator[bytes]


class _Sent(httpx2.Request):
    """A request that is shown without its query, which may hold a key."""

    def __repr__(self) -> str:
        return f"<Request({self.method!r}, {str(self.url).partition('?')[0]!r})>"


class Outgoing:
    """What goes out for one call: the same for every attempt, but for the credentials."""

    def __init__(
        self,
        settings: Settings,
        request: Request[Any],
        http: httpx2.Client | httpx2.AsyncClient,
    ) -> None:
        """`http` gives its default headers, query and cookies; nothing is sent here.

        Raises:
            ValueError: A parameter cannot travel.
            TypeError: Nor the body.
        """
        self._method = request.method
        self._template = request.path
        self._http = http
        self._headers, self._cookies = unframed(
            lambda: _headers_and_cookies(settings, request, http)
        )
        self._body = encoded(request.body)
        if self._body is not None:
            head = b"Content-Type", self._body.media_type.encode()
            self._headers.setdefault(b"content-type", head)
            if self._body.length is not None:
                length = b"Content-Length", str(self._body.length).encode()
                self._headers[b"content-length"] = length
        self.is_keyed = _keyed(request, self._headers)
        """Whether a key lets the server tell a repeated call from a new one."""
        self._url = settings.url(request)
        if http.params:
            joint = "&" if "?" in self._url else "?"
            self._url += f"{joint}{http.params}"
        self._redirects = 0
        self._placed: Sequence[Placed] = ()
        self.is_at_home = True
        """Whether the next request goes to the client's own origin."""

    @property
    def secrets(self) -> list[str]:
        """What must not be shown, as far as it was sent."""
        return [secret for item in self._placed for secret in item.secrets]

    @property
    def can_repeat(self) -> bool:
        """Whether the body can be sent again."""
        return self._body is None or self._body.repeatable

    def first(
        self, credentials: Sequence[Placed], timeout: Mapping[str, float | None]
    ) -> httpx2.Request:
        """The request of an attempt.

        Raises:
            httpx2.InvalidURL: The URL is not one.
        """
        self._placed = credentials
        self._timeout = timeout
        self._redirects = 0
        self._home = httpx2.URL(self._url)
        self.is_at_home = True
        self._kept = self._body
        return self._built(self._method, self._home, self._content())

    def redirected(self, answer: httpx2.Response) -> httpx2.Request:
        """The next request, as browsers do it (Fetch, "HTTP-redirect fetch").

        Raises:
            httpx2.RequestError: It leads nowhere, or there are too many redirects.
            httpx2.InvalidURL: To what is no URL.
        """
        self._redirects += 1
        if self._redirects > MOST_REDIRECTS:
            raise httpx2.TooManyRedirects(f"more than {MOST_REDIRECTS} redirects")
        status, method = answer.status_code, answer.request.method
        if (status in (301, 302) and method == "POST") or (
            status == 303 and method not in ("GET", "HEAD")
        ):
            method, self._kept = "GET", None
        if self._kept is not None and not self._kept.repeatable:
            raise httpx2.LocalProtocolError("a stream cannot be redirected")
        target = _target(answer)
        if target is None:
            raise httpx2.UnsupportedProtocol("a redirect to what is not HTTP")
        content, url = self._content(), target.reveal()
        self.is_at_home &= origin(str(url)) == origin(str(self._home))
        return self._built(method, url, content)

    def _built(self, method: str, url: httpx2.URL, content: Content) -> httpx2.Request:
        """A request to the client's own origin goes with everything; one to another
        origin, and all after it, without anything that could be a credential.

        Nothing in here raises: the variables hold what is sent.
        """
        own, headers = self.is_at_home, self._headers
        if own:
            url = self._with_keys(url)
            pairs = (
                _pair(p.name, p.value) for p in self._placed if p.place == "header"
            )
            headers = {name.lower(): (name, value) for name, value in pairs} | headers
        else:
            url = self._without_keys(url)
            headers = {n: pair for n, pair in headers.items() if n in _HARMLESS}
        if self._kept is None:
            headers = {n: pair for n, pair in headers.items() if n not in _ABOUT_BODY}
            if method.upper() in _WITH_BODY:
                headers[b"content-length"] = b"Content-Length", b"0"
        made = self._made(method, url, headers, content)
        if own:
            cookies = self._with_jar(made, b"cookie" in headers)
            if cookies:
                made.headers["cookie"] = "; ".join(cookies)
        return made

    def _made(
        self, method: str, url: httpx2.URL, headers: Headers, content: Content
    ) -> httpx2.Request:
        """Bytes go as a stream: of a request with content, httpx2 makes the headers
        twice, which takes longer than all that is done here."""
        # Transports pass over what they do not know: a fake knows the template.
        extensions = {"timeout": self._timeout, "template": self._template}
        if not isinstance(content, bytes):
            return _Sent(
                method,
                url,
                content=content,
                headers=list(headers.values()),
                extensions=extensions,
            )
        if b"host" not in headers:
            headers = {b"host": (b"Host", url.netloc)} | headers
        made = _Sent(
            method,
            url,
            stream=httpx2.ByteStream(content),
            headers=list(headers.values()),
            extensions=extensions,
        )
        made.read()
        return made

    def _with_jar(self, made: httpx2.Request, has_cookies: bool) -> list[str]:
        """Cookies of the request, those that are credentials, those of httpx2."""
        placed = [p.value for p in self._placed if p.place == "cookie"]
        if self._http.cookies:
            self._http.cookies.set_cookie_header(made)
            has_cookies = True
        given = made.headers.get_list("cookie") if has_cookies else []
        return [*self._cookies, *placed, *given]

    def _content(self) -> Content:
        if self._kept is None:
            return b""
        if isinstance(self._http, httpx2.AsyncClient):
            return self._kept.async_chunks()
        return self._kept.chunks()

    def _with_keys(self, url: httpx2.URL) -> httpx2.URL:
        pairs = [
            f"{quote(item.name, safe='')}={quote(item.value, safe='')}".encode()
            for item in self._placed
            if item.place == "query" and item.name not in url.params
        ]
        if not pairs:
            return url
        return url.copy_with(query=b"&".join([url.query, *pairs]).lstrip(b"&"))

    def _without_keys(self, url: httpx2.URL) -> httpx2.URL:
        """A server may have copied the query, and so a key, into the Location."""
        keys = {(item.name, item.value) for item in self._placed}
        kept = [pair for pair in url.params.multi_items() if pair not in keys]
        if len(kept) == len(url.params.multi_items()):
            return url
        return url.copy_with(params=kept)


def _target(answer: httpx2.Response) -> Hidden[httpx2.URL] | None:
    """Where a redirect leads; a server may have copied a key into it.

    Raises:
        httpx2.InvalidURL: To what is no URL.
    """
    url = answer.request.url.join(answer.headers["location"])
    return Hidden(url) if url.scheme in ("http", "https") and url.host else None


def _headers_and_cookies(
    settings: Settings,
    request: Request[Any],
    http: httpx2.Client | httpx2.AsyncClient,
) -> tuple[Headers, list[str]]:
    """Headers and cookies; the more specific ones win.

    Raises:
        ValueError: One of them cannot travel.
        TypeError: Nor can this one.
    """
    headers: Headers = {}
    for key, text in http.headers.raw:
        _, before = headers.get(key.lower(), (b"", b""))
        headers[key.lower()] = key, before + b", " + text if before else text
    own: dict[str, object] = {
        "Accept": request.accept,
        "User-Agent": f"{settings.api.name} {_AGENT}",
    }
    for source in (own, settings.headers, request.headers):
        for name, value in source.items():
            said = header_text(name, value)
            if said is not None:
                pair = _pair(name, said)
                headers[pair[0].lower()] = pair
    cookies = [
        pair
        for name, value in request.cookies.items()
        for pair in cookie_pairs(name, value)
    ]
    return headers, cookies


def _pair(name: str, value: str) -> tuple[bytes, bytes]:
    """Raises ValueError for a name that cannot travel."""
    if not name.isascii():
        raise ValueError(f"the header name {name!r} is not ASCII")
    return name.encode(), value.encode()


def _keyed(request: Request[Any], headers: Headers) -> bool:
    """Adds the idempotency key that the caller did not give."""
    name = request.idempotency_key
    if name is None:
        return False
    pair = _pair(name, str(uuid4()))
    headers.setdefault(pair[0].lower(), pair)
    return True
