"""One call without its I/O: what to send, and what an answer means.

Both clients drive an `Exchange` with the same few lines; every decision is here.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import httpx2

from .answers import Response, is_success
from .auth import Placed, Secret, UserAndPassword, placed
from .bodies import encoded
from .errors import DecodeError, TransportError
from .failures import status_error, transport_error
from .parameters import cookie_pairs, header_text
from .request import Request
from .retries import IDEMPOTENT, STATUSES, delay
from .settings import Settings

T = TypeVar("T")

FAILURES = (httpx2.RequestError, httpx2.InvalidURL)
"""What httpx2 raises where no answer arrives."""

MOST_REDIRECTS = 10
LONGEST_ERROR = 1 << 20
"""Bytes that are kept of the body of an error."""

_AGENT = f"python-httpx2/{httpx2.__version__}"
_NOTHING_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_HOPELESS = (
    httpx2.LocalProtocolError,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What may follow a redirect to another origin: nothing that could be a credential.
_HARMLESS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "content-type",
        "user-agent",
    }
)
_ABOUT_BODY = frozenset({"content-type", "content-length", "transfer-encoding"})


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port (RFC 6454, section 4); httpx2 leaves a default port out."""
    return url.scheme, url.host, url.port


class Exchange(Generic[T]):
    """The state of one call: its attempts and their redirects."""

    def __init__(
        self,
        settings: Settings,
        request: Request[T],
        http: httpx2.Client | httpx2.AsyncClient,
    ) -> None:
        """`http` gives its default headers, query and cookies; nothing is sent here.

        Raises:
            CredentialsError: The client lacks what the operation needs.
            ValueError: A parameter cannot travel.
        """
        self.settings = settings
        self.request = request
        self.schemes: Sequence[str] = settings.schemes(request)
        self._http = http
        self._headers, self._cookies = _head(settings, request, http)
        self._content: bytes | None = None
        if request.body is not None:
            self._content, media_type = encoded(request.body, request.media_type)
            self._headers.setdefault("content-type", ("Content-Type", media_type))
        self._url = settings.url(request)
        if http.params:
            joint = "&" if "?" in self._url else "?"
            self._url += f"{joint}{http.params}"
        self._started = 0.0
        self._attempt = 0
        self._redirects = 0
        self._sent = False
        self._placed: Sequence[Placed] = ()

    @property
    def secrets(self) -> Mapping[str, Secret]:
        """The credentials to resolve for every attempt, by scheme."""
        held = self.settings.credentials
        return {name: held[name] for name in self.schemes if name in held}

    def begun(self, credentials: Mapping[str, str | UserAndPassword]) -> httpx2.Request:
        """The request of a new attempt, with the credentials as they are now.

        Raises:
            CredentialsError: A credential cannot travel.
            TransportError: The URL is not one.
        """
        schemes = self.settings.api.schemes
        self._placed = [placed(schemes[n], n, v) for n, v in credentials.items()]
        self._redirects = 0
        self._started = monotonic()
        try:
            url = httpx2.URL(self._url)
        except httpx2.InvalidURL as error:
            raise self._failure(error) from error
        self._origin = _origin(url)
        self._at_home = True
        return self._built(self.request.method, url, self._content)

    @property
    def http_auth(self) -> Any:
        """The `auth` for httpx2: the caller's own client may have one, which stays at
        the client's origin like all credentials."""
        return httpx2.USE_CLIENT_DEFAULT if self._at_home else None

    def failed(self, error: Exception) -> float:
        """Seconds to wait before the next attempt.

        Raises:
            TransportError: There is no next attempt.
        """
        unsent = isinstance(error, _NOTHING_SENT) and not self._sent
        hopeless = isinstance(error, _HOPELESS) or not isinstance(
            error, httpx2.TransportError
        )
        self._log(type(error).__name__)
        if hopeless or not self._may_repeat(unsent):
            raise self._failure(error) from error
        return self._next_attempt({})

    def limit(self, answer: httpx2.Response) -> int | None:
        """How many bytes of the body to read, None for all."""
        return None if is_success(self.request, answer.status_code) else LONGEST_ERROR

    def garbled(self, answer: httpx2.Response, error: Exception) -> bytes:
        """What is left of a body that does not fit its Content-Encoding: nothing.

        Raises:
            DecodeError: The answer is not an error, and so nothing without its body.
        """
        status, request = answer.status_code, self.request
        if not is_success(request, status):
            return b""
        self._log(type(error).__name__)
        raise DecodeError(
            f"{request.method} {request.url} answered {status} with a body that does "
            f"not fit its Content-Encoding",
            status=status,
            headers=answer.headers,
            content=b"",
            request=request,
        ) from error

    def answered(
        self, answer: httpx2.Response, content: bytes
    ) -> Response[T] | httpx2.Request | float:
        """The result; or where a redirect leads; or seconds before the next attempt.

        Raises:
            StatusError: The answer is an error, and there is no next attempt.
            TransportError: It leads nowhere, or there are too many redirects.
        """
        status = answer.status_code
        self._sent = True
        self._log(status)
        if is_success(self.request, status):
            return Response(self.request, status, answer.headers, content)
        if status in _REDIRECTS and "location" in answer.headers:
            return self._redirected(answer)
        if status in STATUSES and self._may_repeat(False):
            return self._next_attempt(answer.headers)
        secrets = [secret for item in self._placed for secret in item.secrets]
        api = self.settings.api
        raise status_error(api, self.request, status, answer.headers, content, secrets)

    def _may_repeat(self, unsent: bool) -> bool:
        idempotent = self.request.idempotent
        if idempotent is None:
            idempotent = self.request.method.upper() in IDEMPOTENT
        return self._attempt < self.settings.max_retries and (idempotent or unsent)

    def _next_attempt(self, headers: Mapping[str, str]) -> float:
        seconds = delay(self._attempt, headers)
        self._attempt += 1
        return seconds

    def _redirected(self, answer: httpx2.Response) -> httpx2.Request:
        """The next request, as browsers do it (Fetch, "HTTP-redirect fetch")."""
        self._redirects += 1
        before = answer.request
        try:
            if self._redirects > MOST_REDIRECTS:
                raise httpx2.TooManyRedirects(f"more than {MOST_REDIRECTS} redirects")
            url = before.url.join(answer.headers["location"])
            if url.scheme not in ("http", "https") or not url.host:
                raise httpx2.UnsupportedProtocol("a redirect to what is not HTTP")
        except FAILURES as error:
            raise self._failure(error) from error
        status, method = answer.status_code, before.method
        content: bytes | None = before.content
        if (status in (301, 302) and method == "POST") or (
            status == 303 and method not in ("GET", "HEAD")
        ):
            method, content = "GET", None
        return self._built(method, url, content or None)

    def _built(
        self, method: str, url: httpx2.URL, content: bytes | None
    ) -> httpx2.Request:
        """A request to the client's own origin goes with everything; one to another
        origin, and all after it, without anything that could be a credential."""
        self._at_home = own = self._at_home and _origin(url) == self._origin
        headers = self._headers
        if own:
            url = self._with_keys(url)
            keys = {p.name.lower(): p for p in self._placed if p.place == "header"}
            headers = {n: (p.name, p.value) for n, p in keys.items()} | headers
        else:
            url = self._without_keys(url)
            headers = {n: pair for n, pair in headers.items() if n in _HARMLESS}
        if content is None:
            headers = {n: pair for n, pair in headers.items() if n not in _ABOUT_BODY}
        made = httpx2.Request(
            method,
            url,
            content=content,
            headers=[(n.encode(), v.encode()) for n, v in headers.values()],
            cookies=self._http.cookies if own else None,
            extensions={"timeout": self.settings.timeout},
        )
        if own:
            keys_and_jar = [p.value for p in self._placed if p.place == "cookie"]
            keys_and_jar += made.headers.get_list("cookie")
            if self._cookies or keys_and_jar:
                made.headers["cookie"] = "; ".join([*self._cookies, *keys_and_jar])
        return made

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

    def _failure(self, error: Exception) -> TransportError:
        secrets = [secret for item in self._placed for secret in item.secrets]
        return transport_error(self.request, error, secrets)

    def _log(self, outcome: object) -> None:
        log = self.settings.log
        if log.isEnabledFor(logging.DEBUG):
            seconds = monotonic() - self._started
            request = self.request
            log.debug(
                "%s %s: %s after %.3f s (attempt %d)",
                request.method,
                request.url,
                outcome,
                seconds,
                self._attempt + 1,
            )


def _head(
    settings: Settings,
    request: Request[Any],
    http: httpx2.Client | httpx2.AsyncClient,
) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Headers by lower-case name, and cookies; the more specific ones win."""
    own: dict[str, object] = {
        "Accept": request.accept,
        "User-Agent": f"{settings.api.name} {_AGENT}",
    }
    headers = {name.lower(): (name, value) for name, value in http.headers.items()}
    for source in (own, settings.headers, request.headers):
        for name, value in source.items():
            text = header_text(name, value)
            if text is not None:
                headers[name.lower()] = (name, text)
    cookies = [
        pair
        for name, value in request.cookies.items()
        for pair in cookie_pairs(name, value)
    ]
    return headers, cookies
