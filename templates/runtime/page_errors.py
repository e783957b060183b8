"""What a walk through pages may raise. Nothing heavy is imported here."""

from __future__ import annotations

from .errors import ApiError
from .lazy import public


@public
class PaginationError(ApiError):
    """The next page was there before, or is at another origin; or a page has no items.

    Raised before the next page is asked for.
    """
