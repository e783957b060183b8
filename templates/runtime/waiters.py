"""Waits for the end of something: `client.things.get.wait("id")`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from .calls import (
    AsyncBoundCall,
    AsyncResource,
    Binding,
    BoundCall,
    Resource,
    described,
)
from .errors import ApiError, StatusError, TimeoutError
from .paths import Path, found
from .request import Undocumented
from .retries import async_sleep, retry_after
from .wait_errors import WaitError, WaitTimeoutError

if TYPE_CHECKING:
    from .answers import Response
    from .async_client import AsyncClient
    from .request import Request
    from .settings import ClientOptions
    from .sync_client import SyncClient

P = ParamSpec("P")
T = TypeVar("T")

SHORTEST_DELAY = 0.05


@dataclass(frozen=True, slots=True)
class Waiter:
    """When a thing has reached its end: a status of `success` or `failure`.

    `fallback` is read where there is no `status`. The first look is taken at once; until
    the next one `delay` seconds pass, and `factor` times as many after each, up to `cap`.
    For `grace` seconds a 404 means that the thing is not there yet.
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
    """One wait without its I/O: after each look it says how long to sleep."""

    value: T

    def __init__(
        self, waiter: Waiter, request: Request[T], client: ClientOptions
    ) -> None:
        self._waiter = waiter
        self._request = request
        self._limit = client.wait_timeout
        self._deadline = client.deadline
        self._hurried = client.hurried_
        self._delay = waiter.delay
        self._started = monotonic()
        self._status: Any = None
        self._was_seen = False

    def left(self) -> float:
        """Seconds that one look may take; the client has a deadline of its own."""
        left = max(self._limit - self._elapsed(), SHORTEST_DELAY)
        return left if self._deadline is None else min(left, self._deadline)

    def looked(self, response: Response[T]) -> float | None:
        """Seconds to the next look; None if this was the last one.

        Raises:
            WaitError: It ended, and not well.
            WaitTimeoutError: It did not end in time.
        """
        self.value = response.value
        if self._waiter.status and not _has_members(response, self.value):
            raise response.undecodable("a body in which there is no status")
        self._status = status = _status(self._waiter, self.value)
        self._was_seen = True
        if status in self._waiter.success:
            return None
        if status in self._waiter.failure:
            request = self._request
            raise WaitError(
                f"{request.method} {request.url} ended as {status}",
                **self._state(),
            )
        return self._pause(retry_after(response.headers))

    def failed(self, error: ApiError) -> float:
        """Seconds to the next look after one that failed.

        Raises:
            ApiError: The error itself, if it means the end.
            WaitTimeoutError: The time was up.
        """
        early = not self._was_seen and self._elapsed() < self._waiter.grace
        if early and isinstance(error, StatusError) and error.status == 404:
            return self._pause(error.retry_after)
        if isinstance(error, TimeoutError) and self._is_over():
            raise self._late() from error
        raise error

    def _pause(self, asked: float | None) -> float:
        if self._is_over():
            raise self._late()
        own = max(self._delay, SHORTEST_DELAY)
        self._delay = min(self._delay * self._waiter.factor, self._waiter.cap)
        left = max(self._limit - self._elapsed(), 0.0)
        pause = min(max(own, asked or 0.0), left)
        if not self._hurried:
            return pause
        self._started -= pause
        return 0.0

    def _elapsed(self) -> float:
        return monotonic() - self._started

    def _is_over(self) -> bool:
        return self._elapsed() >= self._limit

    def _late(self) -> WaitTimeoutError:
        request = self._request
        return WaitTimeoutError(
            f"{request.method} {request.url} did not end within {self._limit:g} s"
            + (f": it is {self._status}" if self._was_seen else ""),
            **self._state(),
        )

    def _state(self) -> dict[str, Any]:
        value = self.value if self._was_seen else None
        return {"request": self._request, "value": value, "status_value": self._status}


def _has_members(response: Response[Any], value: object) -> bool:
    """Whether a status may be in a value; a null that is described is not one yet."""
    if value is None:
        return _is_null_described(response)
    return isinstance(value, Mapping) or hasattr(value, "model_fields_set")


def _is_null_described(response: Response[Any]) -> bool:
    """Whether no content, or a null, is what the document describes."""
    from pydantic import ValidationError  # Resources load none of these.

    from .answers import answer_type
    from .codec import adapter

    annotation = answer_type(response.request, response.status)
    if annotation is None or annotation is Undocumented:
        return True
    try:
        adapter(annotation).validate_python(None)
    except ValidationError:
        return False
    return True


def _status(waiter: Waiter, value: object) -> Any:
    status = found(value, waiter.status)
    if status in (None, "") and waiter.fallback is not None:
        status = found(value, waiter.fallback)
    return status.value if isinstance(status, Enum) else status


class BoundWaitedCall(BoundCall[P, T]):
    """An operation whose answer tells how far a thing has come, ready to be called."""

    def __init__(
        self, client: SyncClient, request: Callable[P, Request[T]], waiter: Waiter
    ) -> None:
        super().__init__(client, request)
        self._waiter = waiter

    @described("""Calls until the thing has ended well; the last answer.

        Waits as long as the client's `wait_timeout` says:
        `client.with_options(wait_timeout=60)`.

        Raises:
            WaitError: It ended, and not well.
            WaitTimeoutError: It did not end in time.
        """)
    def wait(self, *args: P.args, **kwargs: P.kwargs) -> T:
        client, request = self._client, self.request(*args, **kwargs)
        wait = Wait(self._waiter, request, client)
        while True:
            look = client.with_options(deadline=wait.left())
            try:
                response = look.send_raw(request)
            except (StatusError, TimeoutError) as error:
                pause: float | None = wait.failed(error)
            else:
                pause = wait.looked(response)
            if pause is None:
                return wait.value
            sleep(pause)


class AsyncBoundWaitedCall(AsyncBoundCall[P, T]):
    """An operation whose answer tells how far a thing has come, ready to be awaited."""

    def __init__(
        self, client: AsyncClient, request: Callable[P, Request[T]], waiter: Waiter
    ) -> None:
        super().__init__(client, request)
        self._waiter = waiter

    @described("""Calls until the thing has ended well; the last answer.

        Limit and errors are as in `BoundWaitedCall`.
        """)
    async def wait(self, *args: P.args, **kwargs: P.kwargs) -> T:
        client, request = self._client, self.request(*args, **kwargs)
        wait = Wait(self._waiter, request, client)
        while True:
            look = client.with_options(deadline=wait.left())
            try:
                response = await look.send_raw(request)
            except (StatusError, TimeoutError) as error:
                pause: float | None = wait.failed(error)
            else:
                pause = wait.looked(response)
            if pause is None:
                return wait.value
            await async_sleep(pause)


def waited_call(
    function: Callable[P, Request[T]], waiter: Waiter
) -> Binding[Resource, Callable[P, Request[T]], BoundWaitedCall[P, T]]:
    """Makes an endpoint function an operation of a `Resource` that can be waited for."""
    return Binding(function, lambda c, request: BoundWaitedCall(c, request, waiter))


def async_waited_call(
    function: Callable[P, Request[T]], waiter: Waiter
) -> Binding[AsyncResource, Callable[P, Request[T]], AsyncBoundWaitedCall[P, T]]:
    """The same for an `AsyncResource`."""
    return Binding(
        function, lambda c, request: AsyncBoundWaitedCall(c, request, waiter)
    )
