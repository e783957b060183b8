"""Polling until a status is final: `client.things.get.wait("id")`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, ParamSpec, TypeVar

from .calls import (
    AsyncBoundCall,
    AsyncResource,
    Binding,
    BoundCall,
    Resource,
    described,
)
from .errors import ApiError, StatusError, TimeoutError
from .paths import Path, get_path
from .request import Undocumented
from .retries import async_sleep, retry_after
from .wait_errors import WaitError, WaitTimeoutError

if TYPE_CHECKING:
    from .clients import AsyncClient, SyncClient
    from .request import Request
    from .response import Response
    from .settings import ClientOptions

P = ParamSpec("P")
T = TypeVar("T")

SHORTEST_DELAY = 0.05
"""Seconds."""


class Waiter(NamedTuple):
    """How to poll an operation: `success` and `failure` are its final statuses.

    `status` is the path of the status in the response, `fallback` another one for
    responses without. The first request is sent at once, the second after `delay`
    seconds; each further delay is `factor` times as long, up to `cap`. For `grace`
    seconds a 404 means that the resource does not exist yet.
    """

    status: Path
    success: tuple[str | int | bool, ...]
    failure: tuple[str | int | bool, ...] = ()
    fallback: Path | None = None
    delay: float = 2.0
    factor: float = 1.5
    cap: float = 30.0
    grace: float = 0.0


class Wait(Generic[T]):
    """The state of one `.wait(...)`, without its I/O."""

    value: T

    def __init__(
        self, waiter: Waiter, request: Request[T], client: ClientOptions
    ) -> None:
        self._waiter = waiter
        self._request = request
        self._limit = client.wait_timeout
        self._deadline = client.deadline
        self._skip_delays = client.skips_delays_
        self._delay = waiter.delay
        self._started = monotonic()
        self._status: Any = None
        self._has_response = False

    def deadline(self) -> float:
        """Seconds that the next request may take."""
        left = max(self._limit - self._elapsed(), SHORTEST_DELAY)
        return left if self._deadline is None else min(left, self._deadline)

    def next_delay(self, response: Response[T]) -> float | None:
        """Seconds until the next request; None if the status is one of success.

        Raises:
            WaitError: The status is one of failure.
            WaitTimeoutError: The time is over.
        """
        self.value = response.value
        if self._waiter.status and not _has_members(response, self.value):
            raise response.undecodable("a body without a status")
        self._status = status = _status(self._waiter, self.value)
        self._has_response = True
        if status in self._waiter.success:
            return None
        if status in self._waiter.failure:
            request = self._request
            raise WaitError(
                f"{request.method} {request.url} ended as {status}", **self._state()
            )
        return self._pause(retry_after(response.headers))

    def delay_after(self, error: ApiError) -> float:
        """Seconds until the next request after one that failed.

        Raises:
            ApiError: The error itself, if it is final.
            WaitTimeoutError: The time is over.
        """
        early = not self._has_response and self._elapsed() < self._waiter.grace
        if early and isinstance(error, StatusError) and error.status == 404:
            return self._pause(error.retry_after)
        if isinstance(error, TimeoutError) and self._is_over():
            raise self._timed_out() from error
        raise error

    def _pause(self, retry_after: float | None) -> float:
        if self._is_over():
            raise self._timed_out()
        own = max(self._delay, SHORTEST_DELAY)
        self._delay = min(self._delay * self._waiter.factor, self._waiter.cap)
        left = max(self._limit - self._elapsed(), 0.0)
        pause = min(max(own, retry_after or 0.0), left)
        if not self._skip_delays:
            return pause
        self._started -= pause
        return 0.0

    def _elapsed(self) -> float:
        return monotonic() - self._started

    def _is_over(self) -> bool:
        return self._elapsed() >= self._limit

    def _timed_out(self) -> WaitTimeoutError:
        request = self._request
        return WaitTimeoutError(
            f"{request.method} {request.url} did not end within {self._limit:g} s"
            + (f": its status is {self._status}"[:200] if self._has_response else ""),
            **self._state(),
        )

    def _state(self) -> dict[str, Any]:
        value = self.value if self._has_response else None
        return {"request": self._request, "value": value, "status_value": self._status}


def _has_members(response: Response[Any], value: object) -> bool:
    """Whether a value may contain a status; a documented null has none yet."""
    if value is None:
        return _is_null_documented(response)
    return isinstance(value, Mapping) or hasattr(value, "model_fields_set")


def _is_null_documented(response: Response[Any]) -> bool:
    """Whether the document describes the response as null or without content."""
    from pydantic import ValidationError  # Not needed to import a resource.

    from .codec import adapter
    from .response import response_type

    annotation = response_type(response.request, response.status)
    if annotation is None or annotation is Undocumented:
        return True
    try:
        adapter(annotation).validate_python(None)
    except ValidationError:
        return False
    return True


def _status(waiter: Waiter, value: object) -> Any:
    status = get_path(value, waiter.status)
    if status in (None, "") and waiter.fallback is not None:
        status = get_path(value, waiter.fallback)
    return status.value if isinstance(status, Enum) else status


class BoundWaitedCall(BoundCall[P, T]):
    """An operation with a status to wait for, bound to a client."""

    def __init__(
        self, client: SyncClient, request: Callable[P, Request[T]], waiter: Waiter
    ) -> None:
        super().__init__(client, request)
        self._waiter = waiter

    @described("""Sends the request until the status is final; the last response.

        It waits for up to the client's `wait_timeout` in seconds:
        `client.with_options(wait_timeout=60)`.

        Raises:
            WaitError: The status is one of failure.
            WaitTimeoutError: The time is over.
        """)
    def wait(self, /, *args: P.args, **kwargs: P.kwargs) -> T:
        request = self.request(*args, **kwargs)
        wait = Wait(self._waiter, request, self._client)
        while True:
            client = self._client.with_options(deadline=wait.deadline())
            try:
                response = client.send_raw(request)
            except (StatusError, TimeoutError) as error:
                pause: float | None = wait.delay_after(error)
            else:
                pause = wait.next_delay(response)
            if pause is None:
                return wait.value
            sleep(pause)


class AsyncBoundWaitedCall(AsyncBoundCall[P, T]):
    """An operation with a status to wait for, bound to an asynchronous client."""

    def __init__(
        self, client: AsyncClient, request: Callable[P, Request[T]], waiter: Waiter
    ) -> None:
        super().__init__(client, request)
        self._waiter = waiter

    @described("""Sends the request until the status is final; the last response.

        Limit and errors are as in `BoundWaitedCall`.
        """)
    async def wait(self, /, *args: P.args, **kwargs: P.kwargs) -> T:
        request = self.request(*args, **kwargs)
        wait = Wait(self._waiter, request, self._client)
        while True:
            client = self._client.with_options(deadline=wait.deadline())
            try:
                response = await client.send_raw(request)
            except (StatusError, TimeoutError) as error:
                pause: float | None = wait.delay_after(error)
            else:
                pause = wait.next_delay(response)
            if pause is None:
                return wait.value
            await async_sleep(pause)


def waited_call(
    function: Callable[P, Request[T]], waiter: Waiter
) -> Binding[Resource, Callable[P, Request[T]], BoundWaitedCall[P, T]]:
    """An endpoint function as an operation of a `Resource` with `.wait`."""
    return Binding(function, lambda c, request: BoundWaitedCall(c, request, waiter))


def async_waited_call(
    function: Callable[P, Request[T]], waiter: Waiter
) -> Binding[AsyncResource, Callable[P, Request[T]], AsyncBoundWaitedCall[P, T]]:
    """An endpoint function as an operation of an `AsyncResource` with `.wait`."""
    return Binding(
        function, lambda c, request: AsyncBoundWaitedCall(c, request, waiter)
    )
