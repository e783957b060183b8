"""One call without its I/O: when to send, and what a response means.

Both clients drive an `Exchange` with the same few lines; every decision is here.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from ssl import SSLCertVerificationError
from time import monotonic
from typing import Any, Generic, TypeAlias, TypeVar, cast

import httpx2

from .api import Applied, Revealed, Secret, apply_scheme, discard_tokens, timeouts
from .connections import LATE
from .errors import (
    DecodeError,
    Hidden,
    TransportError,
    undecodable,
    unframed,
    without_frames,
)
from .outgoing import RequestBuilder
from .request import Parts, Request
from .response import OpenResponse, Response, is_success
from .settings import Settings

T = TypeVar("T")

Step: TypeAlias = "Response[T] | OpenResponse | httpx2.Request | float"
"""The result of a call, the next request to send, or seconds to wait before it."""

FAILURES = (httpx2.RequestError, httpx2.InvalidURL)
"""The errors of httpx2 for a request without a response."""

MAX_ERROR_BYTES = 1 << 20
"""How much of the body of an error is read, in bytes."""

_NOTHING_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_PERMANENT = httpx2.LocalProtocolError, httpx2.ProxyError, httpx2.UnsupportedProtocol
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Exchange(Generic[T]):
    """The state of one call: its attempts and their redirects."""

    def __init__(
        self,
        settings: Settings,
        request: Request[T],
        http: httpx2.Client | httpx2.AsyncClient,
        *,
        unread: bool = False,
    ) -> None:
        """`unread` leaves the body of a successful response to the caller.

        Raises:
            CredentialsError: The client lacks what the operation needs.
            ValueError: A parameter cannot be sent.
        """
        self.settings = settings
        self.request = request
        credentials, schemes = settings.credentials, settings.schemes(request)
        self.credentials: Mapping[str, Secret] = {
            name: credentials[name] for name in schemes if name in credentials
        }
        """The credentials that go with the request, by scheme."""
        self._unread = unread
        self._builder = RequestBuilder(settings, request, http)
        self._started = monotonic()
        deadline = settings.deadline
        self.ends = None if deadline is None else self._started + deadline
        """The deadline of the whole call, by the clock of `monotonic`."""
        self._attempt = 0
        self._has_sent = False
        self._has_renewed = False
        self._resolved: Mapping[str, Hidden[Revealed]] = {}

    @property
    def unresolved(self) -> Sequence[tuple[str, Secret]]:
        """The credentials to resolve for every attempt: functions, tokens."""
        credentials = self.credentials.items()
        return [item for item in credentials if not isinstance(item[1], Applied)]

    def start_attempt(self, resolved: Mapping[str, Hidden[Revealed]]) -> httpx2.Request:
        """Returns the request of a new attempt.

        Raises:
            CredentialsError: A credential cannot be sent.
            TransportError: The URL is invalid.
        """
        self._resolved = resolved
        schemes = self.settings.api.schemes
        applied = [
            (
                secret
                if isinstance(secret, Applied)
                else apply_scheme(schemes[name], name, resolved[name])
            )
            for name, secret in self.credentials.items()
        ]
        self._started = monotonic()
        try:
            outgoing = self._builder.first(applied, timeouts(self))
        except FAILURES as error:
            raise self.failure(error) from error
        return self._hooked(outgoing)

    @property
    def http_auth(self) -> Any:
        """The `auth` for httpx2: the caller's own client may have one, which stays at
        the client's origin like all credentials."""
        return httpx2.USE_CLIENT_DEFAULT if self._builder.is_same_origin else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the deadline of the whole call, None if it has none."""
        return None if self.ends is None else max(0.0, self.ends - monotonic())

    def check_deadline(self) -> None:
        """Checks the deadline of the whole call, while its body arrives.

        Raises:
            httpx2.ReadTimeout: It has passed.
        """
        if self.seconds_left == 0.0:
            raise httpx2.ReadTimeout(LATE)

    def on_failure(self, error: Exception) -> float:
        """Returns the seconds to wait before the next attempt.

        Raises:
            TransportError: There is no further attempt.
        """
        if isinstance(error, httpx2.TimeoutException) and self.seconds_left == 0.0:
            error = httpx2.ReadTimeout(LATE)
        unsent = isinstance(error, _NOTHING_SENT) and not self._has_sent
        is_permanent = (
            isinstance(error, _PERMANENT)
            or not isinstance(error, httpx2.TransportError)
            or _is_permanent(error)
        )
        self._log(type(error).__name__)
        seconds = None if is_permanent else self._pause(unsent, {}, error)
        if seconds is None:
            raise self.failure(error) from error
        return seconds

    def on_headers(self, response: httpx2.Response) -> OpenResponse | None:
        """Returns the result of the call, if it is a response that is not to be read.

        Otherwise each chunk of the body goes to `on_chunk`, and then `on_body` follows.

        Raises:
            DecodeError: The response is too large, by its Content-Length.
        """
        settings, status = self.settings, response.status_code
        if settings.hooks.on_response:
            settings.hooks.on_response(response)
        observer = settings.reporter.observer
        if observer is not None:
            observer.received(self.request, status, response.headers)
        self._response = response
        self._chunks: list[bytes] = []
        self._size = 0
        self._limit: int | None = MAX_ERROR_BYTES
        self._is_success = is_success(self.request, status)
        if not self._is_success:
            return None
        if "content-encoding" in response.headers:
            from .failures import unread_encoding  # Most servers send gzip or nothing.

            if what := unread_encoding(self.request.method, response.headers):
                raise self._undecodable(what)
        if not self._unread:
            limit = self._limit = settings.max_response_bytes
            length = response.headers.get("content-length", "")
            is_head = self.request.method.upper() == "HEAD"
            if limit and length.isdecimal() and int(length) > limit and not is_head:
                raise self._too_large()
            return None
        self._log(status)
        received = self.request, status, response.headers, response
        return OpenResponse(*received, self.failure, settings.drift, observer)

    def on_chunk(self, chunk: bytes) -> bool:
        """Takes a part of the body; False if no more is wanted.

        Raises:
            DecodeError: The response is too large.
            httpx2.ReadTimeout: The deadline has passed.
        """
        if self.ends is not None:
            self.check_deadline()
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._limit is None or self._size <= self._limit:
            return True
        if self._is_success:
            raise self._too_large()
        return False

    def on_decoding_error(self, error: Exception) -> None:
        """Drops the body of an error that does not match its Content-Encoding.

        Raises:
            DecodeError: The response is a success.
        """
        self._chunks = []
        if self._is_success:
            self._log(type(error).__name__)
            without_frames(error)
            what = "a body that does not match its Content-Encoding"
            raise self._undecodable(what) from error

    def on_body(self) -> Response[T] | httpx2.Request | float:
        """Returns the result, the request after a redirect, or seconds before the next
        attempt.

        Raises:
            StatusError: The response is an error, and there is no further attempt.
            TransportError: The redirect is invalid, or there are too many.
        """
        response, content = self._response, b"".join(self._chunks)
        status = response.status_code
        self._has_sent = True
        self._log(status)
        if self._is_success:
            drift, observer = self.settings.drift, self.settings.reporter.observer
            headers = response.headers
            return Response(self.request, status, headers, content, drift, observer)
        if status in _REDIRECTS and "location" in response.headers:
            try:
                return self._hooked(self._builder.redirected(response))
            except FAILURES as error:
                raise self.failure(error) from error
        if status == 401 and self._renews():
            return 0.0
        seconds = self._pause(False, response.headers, status)
        if seconds is not None:
            return seconds
        from .failures import status_error  # Only a call that fails needs it.

        raise status_error(
            self.settings.api,
            self.request,
            status,
            response.headers,
            content[:MAX_ERROR_BYTES],
            self._builder.secrets,
            self.settings.reporter.observer,
            self.settings.drift is not None,
        )

    def failure(self, error: Exception) -> TransportError:
        """Returns what to raise from an error of httpx2, which loses its frames."""
        from .failures import transport_error  # Only a call that fails needs it.

        without_frames(error)
        return transport_error(self.request, error, self._builder.secrets)

    def _too_large(self) -> DecodeError:
        return self._undecodable(
            f"a body of more than {self.settings.max_response_bytes} bytes: raise "
            "max_response_bytes, or read it with .stream(...)"
        )

    def _undecodable(self, what: str) -> DecodeError:
        response = self._response
        return undecodable(self.request, response.status_code, response.headers, what)

    def _hooked(self, outgoing: httpx2.Request) -> httpx2.Request:
        if self.settings.hooks.on_request:
            self.settings.hooks.on_request(outgoing)
        return outgoing

    def _renews(self) -> bool:
        """Whether to try again with another token: once, if this one is refused."""
        if self._has_renewed or not self._builder.is_same_origin:
            return False
        self._has_renewed = True
        had_tokens = discard_tokens(self.credentials, self._resolved)
        return had_tokens and self._builder.can_repeat

    def _pause(
        self, unsent: bool, headers: Mapping[str, str], reason: int | Exception
    ) -> float | None:
        """Seconds before the next attempt, None if there is none."""
        from .retries import IDEMPOTENT, STATUSES, Retry, delay  # Only for what fails.

        if isinstance(reason, int) and reason not in STATUSES:
            return None
        idempotent = self.request.idempotent
        if idempotent is None:
            method = self.request.method.upper()
            idempotent = method in IDEMPOTENT or self._builder.has_key
        if self._attempt >= self.settings.max_retries or not (idempotent or unsent):
            return None
        seconds = delay(self._attempt, headers)
        left = self.seconds_left
        if not (unsent or self._builder.can_repeat):
            return None
        if seconds is None or (left is not None and seconds >= left):
            return None
        self._attempt += 1
        if self.settings.hooks.on_retry:
            retry = Retry(self.request, self._attempt, seconds, reason)
            self.settings.hooks.on_retry(retry)
        return 0.0 if self.settings.skip_delays else seconds

    def _log(self, outcome: object) -> None:
        log = self.settings.log
        if log.isEnabledFor(logging.DEBUG):
            log.debug(
                "%s %s: %s after %.3f s (attempt %d)",
                self.request.method,
                self.request.url,
                outcome,
                monotonic() - self._started,
                self._attempt + 1,
            )


def _is_permanent(error: BaseException | None) -> bool:
    """Whether the cause is the server's certificate or an invalid Location."""
    while error is not None:
        if isinstance(error, (SSLCertVerificationError, httpx2.InvalidURL)):
            return True
        error = error.__cause__ or error.__context__
    return False


def undocumented(
    method: str, path: str, response_type: Any, parts: Hidden[dict[str, Any]]
) -> Request[Any]:
    """Returns a request that no endpoint function makes.

    Raises:
        ValueError: The path is a URL.
    """
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"{path!r} must be a path: it follows the base URL")
    return unframed(
        lambda: Request(
            method,
            path,
            response_type,
            **cast(Parts, {"accept": "*/*", **parts.reveal()}),
        )
    )
