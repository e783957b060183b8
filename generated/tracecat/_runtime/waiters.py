"""Waits for the end of something: `client.things.get.wait("id")`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from .answers import is_null_described
from .calls import AsyncBoundCall, AsyncResource, BoundCall, Resource
from .errors import ApiError, StatusError, TimeoutError, WaitError, WaitTimeoutError
from .paths import Path, found
from .pauses import async_sleep
from .retries import retry_after

if TYPE_CHECKING:
    from .answers import Response
    from .async_client import AsyncClient
    from .request import Request
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

    def __init__(
        self,
        waiter: Waiter,
        request: Request[T],
        limit: float,
        hurried: bool = False,
    ) -> None:
        """Where it is `hurried`, pauses count and take no time."""
        self._waiter = waiter
        self._hurried = hurried
        self._request = request
        self._limit = limit
        self._delay = waiter.delay
        self._started = monotonic()
        self._last: tuple[Any, Any] | None = None

    def left(self, deadline: float | None) -> float:
        """Seconds that one look may take; `deadline` is the client's own limit."""
        left = max(self._limit - self._elapsed(), SHORTEST_DELAY)
        return left if deadline is None else min(left, deadline)

    def looked(self, answer: Response[T]) -> float | None:
        """Seconds to the next look; None if this was the last one.

        Raises:
            WaitError: It ended, and not well.
            WaitTimeoutError: It did not end in time.
        """
        value: object = answer.value
        if self._waiter.status and not _has_members(answer, value):
            raise answer.undecodable("a body in which there is no status")
        status = _status(self._waiter, value)
        self._last = value, status
        if status in self._waiter.success:
            return None
        if status in self._waiter.failure:
            request = self._request
            raise WaitError(
                f"{request.method} {request.url} ended as {status}",
                **self._state(),
            )
        return self._pause(retry_after(answer.headers))

    def failed(self, error: ApiError) -> float:
        """Seconds to the next look after one that failed.

        Raises:
            ApiError: The error itself, if it means the end.
            WaitTimeoutError: The time was up.
        """
        early = not self._last and self._elapsed() < self._waiter.grace
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
        request, state = self._request, self._state()
        return WaitTimeoutError(
            f"{request.method} {request.url} did not end within {self._limit:g} s"
            + (f": it is {state['status_value']}" if self._last else ""),
            **state,
        )

    def _state(self) -> dict[str, Any]:
        value, status = self._last or (None, None)
        return {"request": self._request, "value": value, "status_value": status}


def _has_members(answer: Response[Any], value: object) -> bool:
    """Whether a status may be in a value; a null that is described is not one yet."""
    if value is None:
        return is_null_described(answer)
    return isinstance(value, Mapping) or hasattr(value, "model_fields_set")


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

    def wait(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls until the thing has ended well; the last answer.

        Waits as long as the client's `wait_timeout` says:
        `client.with_options(wait_timeout=60)`.

        Raises:
            WaitError: It ended, and not well.
            WaitTimeoutError: It did not end in time.
        """
        client, request = self._client, self.request(*args, **kwargs)
        limit, hurried = client.wait_timeout, client.hurried_
        wait = Wait(self._waiter, request, limit, hurried)
        while True:
            look = client.with_options(deadline=wait.left(client.deadline))
            try:
                answer = look.send_raw(request)
            except (StatusError, TimeoutError) as error:
                seconds = wait.failed(error)
            else:
                pause = wait.looked(answer)
                if pause is None:
                    return answer.value
                seconds = pause
            sleep(seconds)


class AsyncBoundWaitedCall(AsyncBoundCall[P, T]):
    """An operation whose answer tells how far a thing has come, ready to be awaited."""

    def __init__(
        self, client: AsyncClient, request: Callable[P, Request[T]], waiter: Waiter
    ) -> None:
        super().__init__(client, request)
        self._waiter = waiter

    async def wait(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls until the thing has ended well; the last answer.

        Waits as long as the client's `wait_timeout` says:
        `client.with_options(wait_timeout=60)`.

        Raises:
            WaitError: It ended, and not well.
            WaitTimeoutError: It did not end in time.
        """
        client, request = self._client, self.request(*args, **kwargs)
        limit, hurried = client.wait_timeout, client.hurried_
        wait = Wait(self._waiter, request, limit, hurried)
        while True:
            look = client.with_options(deadline=wait.left(client.deadline))
            try:
                answer = await look.send_raw(request)
            except (StatusError, TimeoutError) as error:
                seconds = wait.failed(error)
            else:
                pause = wait.looked(answer)
                if pause is None:
                    return answer.value
                seconds = pause
            await async_sleep(seconds)


class waited_call(Generic[P, T]):
    """Makes an endpoint function an operation of a `Resource` that can be waited for."""

    def __init__(self, function: Callable[P, Request[T]], waiter: Waiter) -> None:
        self._function = function
        self._waiter = waiter
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, resource: None, owner: Any) -> Callable[P, Request[T]]: ...
    @overload
    def __get__(self, resource: Resource, owner: Any) -> BoundWaitedCall[P, T]: ...
    def __get__(self, resource: Resource | None, owner: Any) -> Any:
        """The endpoint function on the class, the bound call on an instance."""
        if resource is None:
            return self._function
        return BoundWaitedCall(resource.client_, self._function, self._waiter)


class async_waited_call(Generic[P, T]):
    """The same for an `AsyncResource`."""

    def __init__(self, function: Callable[P, Request[T]], waiter: Waiter) -> None:
        self._function = function
        self._waiter = waiter
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, resource: None, owner: Any) -> Callable[P, Request[T]]: ...
    @overload
    def __get__(
        self, resource: AsyncResource, owner: Any
    ) -> AsyncBoundWaitedCall[P, T]: ...
    def __get__(self, resource: AsyncResource | None, owner: Any) -> Any:
        """The endpoint function on the class, the bound call on an instance."""
        if resource is None:
            return self._function
        return AsyncBoundWaitedCall(resource.client_, self._function, self._waiter)
