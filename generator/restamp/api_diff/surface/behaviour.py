"""The behaviour of the client for an operation, as text: pagination, polling and retries."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.operations import Operation
from restamp.ir.pagination import Pagination, Path, RequestLocation, Style, Waiter

COUNTED = (Style.OFFSET, Style.PAGE)
"""Styles that count items or pages."""


def pagination_text(pages: Pagination | None) -> str:
    """How an operation is paginated; empty if it is not."""
    return "" if pages is None else ", ".join((str(pages.style), *_page_options(pages)))


def waiter_text(waiter: Waiter | None) -> str:
    """How an operation is polled, and until when; empty if it is not."""
    return "" if waiter is None else ", ".join(_wait_options(waiter))


def retries_text(operation: Operation) -> str:
    """What the document says about retries."""
    safe = {True: "safe", False: "not safe", None: ""}[operation.idempotent]
    return ", ".join(filter(None, (safe, operation.idempotency_key)))


def _page_options(pages: Pagination) -> Iterator[str]:
    if pages.position is not None:
        yield f"position: {_location(pages.position)}"
    for name in ("items", "next", "last", "more", "final", "total", "count"):
        path: Path | None = getattr(pages, name)
        if path is not None:
            yield f"{name}: {_path(path)}"
    if pages.style in COUNTED:
        yield from [f"first: {pages.first}"] if pages.first else []
        # The limit only matters if the declaration does not say how to detect the last page.
        if pages.is_partial and pages.limit is not None:
            yield f"limit: {_location(pages.limit)}"


def _wait_options(waiter: Waiter) -> Iterator[str]:
    yield f"status: {_path(waiter.status)}"
    yield f"success: {' or '.join(map(str, waiter.success))}"
    if waiter.failure:
        yield f"failure: {' or '.join(map(str, waiter.failure))}"
    if waiter.fallback is not None:
        yield f"fallback: {_path(waiter.fallback)}"
    for name in ("delay", "factor", "cap", "grace"):
        yield f"{name}: {getattr(waiter, name):g}"


def _location(location: RequestLocation) -> str:
    if location.parameter is None:
        return f"body {_path(location.path)}"
    return " ".join(filter(None, (f"query {location.parameter}", ".".join(location.path))))


def _path(path: Path) -> str:
    return ".".join(path) or "the whole response"
