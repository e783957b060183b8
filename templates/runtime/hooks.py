"""Functions of the caller that a client calls, and their arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .lazy import public

if TYPE_CHECKING:
    import httpx2

    from .request import Request


@public
class Retry(NamedTuple):
    """A failed attempt of a call that is retried."""

    request: Request[Any]
    attempt: int
    """The number of the attempt that failed, from 1."""
    seconds: float
    """Seconds until the next attempt."""
    reason: int | Exception
    """The status of the response, or the error if there is none."""


@public
class Drift(NamedTuple):
    """A response that does not match the document and is decoded as far as possible.

    A client reports each place of an operation once.
    """

    request: Request[Any]
    status: int
    problems: tuple[str, ...]
    """Places and differences: `items.0.size: Input should be ...`."""
    content: bytes


@public
class Hooks:
    """Functions that are called during a call; what they raise ends it."""

    def __init__(
        self,
        on_request: Callable[[httpx2.Request], object] | None = None,
        on_response: Callable[[httpx2.Response], object] | None = None,
        on_retry: Callable[[Retry], object] | None = None,
        on_drift: Callable[[Drift], object] | None = None,
    ) -> None:
        self.on_request: Final = on_request
        """Called before each request, retries and redirects included; may change headers."""
        self.on_response: Final = on_response
        """Called after the headers of each response, before its body is read."""
        self.on_retry: Final = on_retry
        self.on_drift: Final = on_drift
