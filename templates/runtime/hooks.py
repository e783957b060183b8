"""Functions of the caller that a client calls, and their arguments; reports of drift."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .lazy import public

if TYPE_CHECKING:
    from logging import Logger

    import httpx2

    from .drift import Drift
    from .request import Request
    from .retries import Retry

MOST_PLACES = 1000
"""Places that a client reports: the keys of a map may be different ones every time."""


@public
class Hooks(NamedTuple):
    """Functions that are called during a call; what they raise ends it."""

    on_request: Callable[[httpx2.Request], object] | None = None
    """Called before each request, retries and redirects included; may change headers."""
    on_response: Callable[[httpx2.Response], object] | None = None
    """Called after the headers of each response, before its body is read."""
    on_retry: Callable[[Retry], object] | None = None
    on_drift: Callable[[Drift], object] | None = None


class DriftReporter:
    """Reports where responses differ from the document, once per operation and place.

    To `on_drift`, and as a warning of the package's logger. If `on_drift` is a log, it
    observes every occurrence itself.
    """

    __slots__ = ("_has_ended", "_log", "_on_drift", "_reported", "observer")

    def __init__(
        self, log: Logger, on_drift: Callable[[Drift], object] | None = None
    ) -> None:
        self._log = log
        self.observer: Any = on_drift if hasattr(on_drift, "salvages") else None
        self._on_drift = on_drift if self.observer is None else None
        self._has_ended = False
        self._reported: dict[tuple[str, str, str], object] = {}

    def report(
        self,
        request: Request[Any],
        status: int,
        problems: Mapping[str, str],
        content: bytes,
    ) -> None:
        """Reports those `problems`, by place, that are new."""
        method, path = request.method, request.path
        new = tuple(p for at, p in problems.items() if self._is_first(method, path, at))
        if not new:
            return
        more = f"; and {len(new) - 5} more" if len(new) > 5 else ""
        self._log.warning(
            "%s %s returned %d with data that does not match the document: %s",
            method,
            path,
            status,
            "; ".join(new[:5]) + more,
        )
        if self._on_drift:
            from .drift import Drift  # It is loaded for what differs.

            self._on_drift(Drift(request, status, new, content))

    def _is_first(self, *place: str) -> bool:
        reported, this = self._reported, object()
        if len(reported) >= MOST_PLACES:
            self._report_end()
            return False
        # One step, so that of several threads only one is the first.
        return reported.setdefault(cast(Any, place), this) is this

    def _report_end(self) -> None:
        if not self._has_ended:
            self._has_ended = True
            self._log.warning(
                "%d places differ from the document: no more are reported", MOST_PLACES
            )
