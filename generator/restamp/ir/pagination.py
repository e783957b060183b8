"""How the pages of an operation follow one another, and when what it tells of has ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str, ...]
"""Names that lead into a value; the empty path is the value itself."""


class Style(StrEnum):
    """What asks for the next page."""

    OFFSET = "offset"
    """How many items to skip."""
    PAGE = "page"
    """The number of the page."""
    CURSOR = "cursor"
    """A value that the page before held."""
    URL = "url"
    """A URL that it held."""
    LINK = "link"
    """A URL in its header `Link` (RFC 8288)."""
    NONE = "none"
    """Nothing: an overlay says that there are no pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a request something goes: into a query parameter, or into the body."""

    parameter: str | None
    """None for the body."""
    path: Path = ()
    """Into the value of the parameter, or into the body."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages of an operation. The paths lead into its answer."""

    style: Style
    why: str
    """What says so, for the report."""
    at: str
    """The place in the document."""
    items: Path | None = None
    """To the list; None until the pass has found it: the only one in the answer."""
    position: Place | None = None
    limit: Place | None = None
    next: Path | None = None
    """To the next cursor or URL."""
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
    """Whether the declaration leaves open what the response says of the end."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """When a thing has reached its end. The paths lead into the answer; times are in seconds."""

    at: str
    status: Path
    success: tuple[str | int | bool, ...]
    failure: tuple[str | int | bool, ...]
    fallback: Path | None = None
    """Read where there is no status."""
    delay: float = 2.0
    factor: float = 1.5
    cap: float = 30.0
    grace: float = 0.0
    """How long a 404 means that the thing is not there yet."""
