"""One call without its I/O: when to send, and what an answer means.

Both clients drive an `Exchange` with the same few lines; every decision is here.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from ssl import SSLCertVerificationError
from time import monotonic
from typing import Any, Generic, TypeVar, cast

import httpx2

from .answers import OpenResponse, Response, is_success
from .api import Revealed
from .auth import Secret, placed, rejected
from .connections import LATE
from .errors import DecodeError, TransportError, undecodable
from .hooks import Retry
from .outgoing import Outgoing
from .request import Parts, Request
from .retries import IDEMPOTENT, STATUSES, delay
from .secrecy import Hidden, unframed, without_frames
from .settings import Settings

T = TypeVar("T")

Step = Response[T] | OpenResponse | httpx2.Request | float
"""The result of a call; or what to send next; or seconds to wait before that."""

FAILURES = (httpx2.RequestError, httpx2.InvalidURL)
"""What httpx2 raises where no answer arrives."""

LONGEST_ERROR = 1 << 20
"""Bytes that are kept of the body of an error."""

_NOTHING_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_HOPELESS = (
    httpx2.LocalProtocolError,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
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
        """Nothing is sent here. `unread` leaves the body of a success to the caller.

        Raises:
            CredentialsError: The client lacks what the operation needs.
            ValueError: A parameter cannot travel.
        """
        self.settings = settings
        self.request = request
        self.schemes: Sequence[str] = settings.schemes(request)
        self._unread = unread
        self._outgoing = Outgoing(settings, request, http)
        self._started = monotonic()
        deadline = settings.deadline
        self.ends = None if deadline is None else self._started + deadline
        """When the whole call has to end, as `monotonic` counts."""
        self._attempt = 0
        self._sent = False
        self._renewed = False
        self._credentials: Mapping[str, Hidden[Revealed]] = {}

    @property
    def secrets(self) -> Mapping[str, Secret]:
        """The credentials to resolve for every attempt, by scheme."""
        held = self.settings.credentials
        return {name: held[name] for name in self.schemes if name in held}

    def begun(self, credentials: Mapping[str, Hidden[Revealed]]) -> httpx2.Request:
        """The request of a new attempt, with the credentials as they are now.

        Raises:
            CredentialsError: A credential cannot travel.
            TransportError: The URL is not one.
        """
        self._credentials = credentials
        schemes = self.settings.api.schemes
        made = [placed(schemes[n], n, value) for n, value in credentials.items()]
        self._started = monotonic()
        try:
            outgoing = self._outgoing.first(made, self._timeout())
        except FAILURES as error:
            raise self.failure(error) from error
        return self._announced(outgoing)

    @property
    def http_auth(self) -> Any:
        """The `auth` for httpx2: the caller's own client may have one, which stays at
        the client's origin like all credentials."""
        return httpx2.USE_CLIENT_DEFAULT if self._outgoing.is_at_home else None

    @property
    def seconds_left(self) -> float | None:
        """Until the deadline of the whole call, None if there is none."""
        return None if self.ends is None else max(0.0, self.ends - monotonic())

    def check_deadline(self) -> None:
        """While a body arrives slowly.

        Raises:
            httpx2.ReadTimeout: The time of the whole call is over.
        """
        if self.seconds_left == 0.0:
            raise httpx2.ReadTimeout(LATE)

    def failed(self, error: Exception) -> float:
        """Seconds to wait before the next attempt.

        Raises:
            TransportError: There is no next attempt.
        """
        if isinstance(error, httpx2.TimeoutException) and self.seconds_left == 0.0:
            error = httpx2.ReadTimeout(LATE)
        unsent = isinstance(error, _NOTHING_SENT) and not self._sent
        hopeless = (
            isinstance(error, _HOPELESS)
            or not isinstance(error, httpx2.TransportError)
            or _is_permanent(error)
        )
        self._log(type(error).__name__)
        seconds = None if hopeless else self._pause(unsent, {}, error)
        if seconds is None:
            raise self.failure(error) from error
        return seconds

    def arrived(self, answer: httpx2.Response) -> OpenResponse | None:
        """The head of an answer is there: the result, if its body is not to be read."""
        if self.settings.hooks.on_response:
            self.settings.hooks.on_response(answer)
        if not self._unread or not is_success(self.request, answer.status_code):
            return None
        self._log(answer.status_code)
        return OpenResponse(
            self.request,
            answer.status_code,
            answer.headers,
            answer,
            self.failure,
            self.settings.drift,
        )

    def limit(self, answer: httpx2.Response) -> int | None:
        """How many bytes of the body to read, None for all.

        Raises:
            DecodeError: It says itself that it is longer.
        """
        if not is_success(self.request, answer.status_code):
            return LONGEST_ERROR
        limit = self.settings.max_response_bytes
        length = answer.headers.get("content-length", "")
        is_empty = self.request.method.upper() == "HEAD"
        if limit and length.isdecimal() and int(length) > limit and not is_empty:
            raise self.oversized(answer)
        return limit

    def cut(self, answer: httpx2.Response, content: bytes) -> bytes:
        """As much as is kept of a body that is longer than its limit.

        Raises:
            DecodeError: It is a success.
        """
        if is_success(self.request, answer.status_code):
            raise self.oversized(answer)
        return content[:LONGEST_ERROR]

    def oversized(self, answer: httpx2.Response) -> DecodeError:
        """The error for a body that is longer than a response may be."""
        limit = self.settings.max_response_bytes
        return undecodable(
            self.request,
            answer.status_code,
            answer.headers,
            f"a body of more than {limit} bytes: raise max_response_bytes, or read it "
            "with .stream(...)",
        )

    def garbled(self, answer: httpx2.Response, error: Exception) -> bytes:
        """What is left of a body that does not fit its Content-Encoding: nothing.

        Raises:
            DecodeError: The answer is not an error, and so nothing without its body.
        """
        if not is_success(self.request, answer.status_code):
            return b""
        self._log(type(error).__name__)
        what = "a body that does not fit its Content-Encoding"
        without_frames(error)
        status, headers = answer.status_code, answer.headers
        raise undecodable(self.request, status, headers, what) from error

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
            drift = self.settings.drift
            return Response(self.request, status, answer.headers, content, drift)
        if status in _REDIRECTS and "location" in answer.headers:
            try:
                return self._announced(self._outgoing.redirected(answer))
            except FAILURES as error:
                raise self.failure(error) from error
        if status == 401 and self._renews():
            return 0.0
        if status in STATUSES:
            seconds = self._pause(False, answer.headers, status)
            if seconds is not None:
                return seconds
        from .failures import status_error  # Only a call that fails needs it.

        raise status_error(
            self.settings.api,
            self.request,
            status,
            answer.headers,
            content,
            self._outgoing.secrets,
        )

    def failure(self, error: Exception) -> TransportError:
        """What to raise from an error of httpx2, which loses its frames."""
        from .failures import transport_error  # Only a call that fails needs it.

        without_frames(error)
        return transport_error(self.request, error, self._outgoing.secrets)

    def _announced(self, outgoing: httpx2.Request) -> httpx2.Request:
        if self.settings.hooks.on_request:
            self.settings.hooks.on_request(outgoing)
        return outgoing

    def _timeout(self) -> Mapping[str, float | None]:
        left = self.seconds_left
        phases = self.settings.timeout
        if left is None:
            return phases
        return {n: left if s is None else min(s, left) for n, s in phases.items()}

    def _renews(self) -> bool:
        """Whether a token that the server no longer takes is worth another one."""
        if self._renewed or not self._outgoing.is_at_home:
            return False
        self._renewed = True
        renews = rejected(self.secrets, self._credentials)
        return renews and self._outgoing.can_repeat

    def _pause(
        self, unsent: bool, headers: Mapping[str, str], reason: int | Exception
    ) -> float | None:
        """Seconds before the next attempt, None if there is none."""
        idempotent = self.request.idempotent
        if idempotent is None:
            method = self.request.method.upper()
            idempotent = method in IDEMPOTENT or self._outgoing.is_keyed
        if self._attempt >= self.settings.max_retries or not (idempotent or unsent):
            return None
        seconds = delay(self._attempt, headers)
        left = self.seconds_left
        if not (unsent or self._outgoing.can_repeat):
            return None
        if seconds is None or (left is not None and seconds >= left):
            return None
        self._attempt += 1
        if self.settings.hooks.on_retry:
            retry = Retry(self.request, self._attempt, seconds, reason)
            self.settings.hooks.on_retry(retry)
        return 0.0 if self.settings.hurried else seconds

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


def _is_permanent(error: BaseException | None) -> bool:
    """Whether the cause is the server's certificate or a Location that is no URL."""
    while error is not None:
        if isinstance(error, (SSLCertVerificationError, httpx2.InvalidURL)):
            return True
        error = error.__cause__ or error.__context__
    return False


def undocumented(
    method: str, path: str, answer: Any, parts: Hidden[dict[str, Any]]
) -> Request[Any]:
    """A request that no endpoint function makes.

    Raises:
        ValueError: The path is a URL.
    """
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"{path!r} must be a path: it follows the base URL")
    return unframed(
        lambda: Request(
            method, path, answer, **cast(Parts, {"accept": "*/*", **parts.reveal()})
        )
    )
