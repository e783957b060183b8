"""The error of pagination. Nothing heavy is imported here."""

from __future__ import annotations

from .errors import ApiError
from .lazy import public


@public
class PaginationError(ApiError):
    """A page has no list of items, or the next page repeats or is at another origin.

    Raised before the next page is requested.
    """
