"""How an operation is paginated, and how to wait for a resource to reach its final state."""

from __future__ import annotations

from enum import StrEnum

from restamp.records import dataclass

Path = tuple[str, ...]
"""Member names that lead into a value; the empty path is the value itself."""


class Style(StrEnum):
    """How the next page is requested."""

    OFFSET = "offset"
    """By the number of items to skip."""
    PAGE = "page"
    """By page number."""
    CURSOR = "cursor"
    """By a value from the previous page."""
    URL = "url"
    """By a URL in the previous page."""
    LINK = "link"
    """By a URL in the `Link` header of the previous page (RFC 8288)."""
    NONE = "none"
    """Not paginated, as declared by an overlay."""


@dataclass(frozen=True, slots=True)
class RequestLocation:
    """Where in a request a value goes: into a query parameter or into the body."""

    parameter: str | None
    """None for the body."""
    path: Path = ()
    """Path into the value of the parameter or into the body."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pagination of an operation. The paths lead into its response."""

    style: Style
    why: str
    """The reason, for the report."""
    at: str
    """The location in the document."""
    items: Path | None = None
    """To the list; None until the pagination pass fills in the only list of the response."""
    position: RequestLocation | None = None
    limit: RequestLocation | None = None
    next: Path | None = None
    """To the next cursor or URL."""
    template: str = ""
    """The path of the next pages; one of its variables is the value at `next`."""
    last: Path | None = None
    """To the next cursor in the last item."""
    more: Path | None = None
    """To a boolean that is false on the last page."""
    final: Path | None = None
    """To a boolean that is true on the last page."""
    total: Path | None = None
    """To the number of all items."""
    count: Path | None = None
    """To the number of all pages."""
    first: int = 0
    """The position of the first page."""
    is_partial: bool = False
    """Whether the declaration leaves open how the response marks the last page."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """When a resource is in a final state. The paths lead into the response; times are in seconds."""

    at: str
    status: Path
    success: tuple[str | int | bool, ...]
    failure: tuple[str | int | bool, ...]
    fallback: Path | None = None
    """Read if there is no status."""
    delay: float = 2.0
    factor: float = 1.5
    cap: float = 30.0
    grace: float = 0.0
    """How long a 404 means that the resource does not exist yet."""
