from __future__ import annotations

from .._runtime.model import Model


class PagingInfo(Model):
    """Where a page lies within all results."""

    limit: int | None = None
    """How many results a page has at most; the server may have lowered it."""
    offset: int | None = None
    """How many results come before this page."""
    total: int | None = None
    """How many results there are on all pages."""
