"""What a client tells its caller while it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .lazy import public

if TYPE_CHECKING:
    import httpx2

    from .request import Request


@public
@dataclass(frozen=True, slots=True)
class Retry:
    """A call that will be tried again."""

    request: Request[Any]
    attempt: int
    """The number of the attempt that failed, from 1."""
    seconds: float
    """How long the client waits before the next one."""
    reason: int | Exception
    """The status that was answered, or why no answer arrived."""


@public
@dataclass(frozen=True, slots=True)
class Drift:
    """A response that is not what the document says, taken as it is.

    Each place of an operation is reported once by a client.
    """

    request: Request[Any]
    status: int
    problems: tuple[str, ...]
    """Where the answer differs, and how: `items.0.size: Input should be ...`."""
    content: bytes


@public
@dataclass(frozen=True, slots=True)
class Hooks:
    """Functions that are called on the way; what they raise ends the call."""

    on_request: Callable[[httpx2.Request], object] | None = None
    """Before anything is sent, also for retries and redirects; may change headers."""
    on_response: Callable[[httpx2.Response], object] | None = None
    """When the head of an answer is there; its body is not read yet."""
    on_retry: Callable[[Retry], object] | None = None
    on_drift: Callable[[Drift], object] | None = None
