"""Pages in responses, and the requests for the next ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urljoin

from .errors import StatusError
from .lazy import public
from .page_errors import PaginationError
from .paged import Body, PagedRequest, Pages, Query
from .paths import Path, get_path, has_path, set_path
from .response import Response

T = TypeVar("T")
Item = TypeVar("Item")

# RFC 8288, section 3: targets in angle brackets, each with its parameters.
_LINK = re.compile(r"<([^<>]*)>((?:[^<>,\"]|\"(?:[^\"\\]|\\.)*\")*)")
_PARAMETER = re.compile(
    r";\s*([\w*.!#$&+^`|~-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;\s]*))"
)


@public
@dataclass(frozen=True, slots=True, repr=False)
class Page(Generic[T, Item]):
    """One page. `next` requests the page after it, now or later:
    `client.send_pages(page.next)`."""

    request: PagedRequest[T, Item]
    value: T
    items: list[Item]
    next: PagedRequest[T, Item] | None

    def __repr__(self) -> str:
        more = "" if self.next is None else ", and there are more"
        return f"<Page of {len(self.items)} items{more}>"


def page(
    request: PagedRequest[T, Item], value: T, headers: Mapping[str, str]
) -> Page[T, Item]:
    """The page in a response.

    Raises:
        PaginationError: It has no list of items.
    """
    items = get_path(value, request.pages.items)
    # A text instead of a page, such as an error message, is not an empty last page.
    if items is None and not isinstance(value, (str, bytes)):
        items = []
    if not isinstance(items, (list, tuple, set)):
        raise PaginationError(
            f"{request.method} {request.url} returned a page without a list of items",
            request=request,
        )
    listed = list(cast(list[Item], items))
    return Page(request, value, listed, _next(request, value, headers, listed))


def next_link(header: str) -> str | None:
    """The target of the first link with the relation "next" (RFC 8288, section 3).

    Links with an anchor are about another resource and ignored.
    """
    for target, rest in _LINK.findall(header):
        parameters: dict[str, str] = {}
        for name, quoted, token in _PARAMETER.findall(rest):
            parameters.setdefault(name.lower(), quoted or token)
        relations = parameters.get("rel", "").lower().split()
        if "next" in relations and "anchor" not in parameters:
            return str(target)
    return None


def is_past_end(request: PagedRequest[Any, Any], error: StatusError) -> bool:
    """Whether an error means that the previous page was the last one."""
    by_number = request.pages.style == "page"
    return by_number and request.items_before > 0 and error.status == 404


def _next(
    request: PagedRequest[T, Item],
    value: T,
    headers: Mapping[str, str],
    items: list[Item],
) -> PagedRequest[T, Item] | None:
    pages = request.pages
    if pages.more is not None and get_path(value, pages.more) is False:
        return None
    if pages.final is not None and get_path(value, pages.final) is True:
        return None
    match pages.style:
        case "link":
            return _at_url(request, next_link(headers.get("link", "")), items)
        case "url":
            return _at_url(request, get_path(value, pages.next or ""), items)
        case "cursor":
            return _at_position(request, _cursor(pages, value, items), items)
        case "offset" | "page":
            return _at_position(request, _number(request, value, items), items)


def _cursor(pages: Pages, value: object, items: list[Any]) -> object:
    if pages.last is not None:
        return get_path(items[-1], pages.last) if items else None
    # Some servers send 0, false or "" instead of null.
    return get_path(value, pages.next or "") or None


def _number(request: PagedRequest[Any, Any], value: object, items: list[Any]) -> object:
    """The next offset or page number; None if this is the last page."""
    pages = request.pages
    position = request.value_at(pages.at)
    position = pages.first if position is None else int(position)
    by_page = pages.style == "page"
    received = (request.items_before if by_page else position) + len(items)
    total, count = count_in(value, pages.total), count_in(value, pages.count)
    if not items or (total is not None and received >= total):
        return None
    if by_page and count is not None and position - pages.first + 1 >= count:
        return None
    has_next = pages.next is not None and has_path(value, pages.next)
    if has_next and not get_path(value, pages.next or ""):
        return None
    has_more = (pages.more is not None and get_path(value, pages.more) is True) or (
        pages.final is not None and get_path(value, pages.final) is False
    )
    is_unknown = not (has_next or has_more or total or count)
    is_short = len(items) < (_limit(request) or 0)
    if is_unknown and is_short and request.is_after_full_page:
        return None
    return position + 1 if by_page else received


def _limit(request: PagedRequest[Any, Any]) -> int | None:
    """The number of items that the request asks for, None if it sets none."""
    limit = request.value_at(request.pages.limit)
    return limit if isinstance(limit, int) and limit > 0 else None


def count_in(value: object, path: Path | None) -> float | None:
    number = None if path is None else get_path(value, path)
    # A fraction is an amount of money, say, and not a count.
    is_count = isinstance(number, (int, float)) and number > 0 and number % 1 == 0
    return number if is_count else None


def _at_position(
    request: PagedRequest[T, Item], position: object, items: list[Item]
) -> PagedRequest[T, Item] | None:
    """The request at another position; None without one, or if an empty page repeats."""
    at, current = request.pages.at, request.value_at(request.pages.at)
    repeats = current is not None and str(current) == str(position)
    if position is None or (not items and repeats):
        return None
    new = copy(request)
    new.items_before = request.items_before + len(items)
    new.is_after_full_page = len(items) == _limit(request)
    match at:
        case Query(name, path):
            value = set_path(request.query.get(name), path, position)
            new.query = {**request.query, name: value}
        case Body(path):
            new.body = set_path(request.body, path, position)
        case None:
            return None
    return new


def _at_url(
    request: PagedRequest[T, Item], target: object, items: list[Item]
) -> PagedRequest[T, Item] | None:
    """The request at another URL, which may be relative to the current one."""
    if not isinstance(target, str) or not target:
        return None
    located = request.pages.url
    url = located(request, target) if located else urljoin(request.target or "", target)
    if not items and url == request.target:
        return None
    new = copy(request)
    new.target = url
    return new


class Walk(Generic[T, Item]):
    """One iteration over pages, without its I/O; it stops when pages repeat."""

    def __init__(self, request: PagedRequest[T, Item]) -> None:
        self._next: PagedRequest[T, Item] | None = request
        self._sent: set[str] = set()
        self._items: list[Item] = []

    def next_request(self) -> PagedRequest[T, Item] | None:
        """The request for the next page; None after the last one.

        Raises:
            PaginationError: It was sent before.
        """
        request = self._next
        if request is not None:
            key = f"{request.target} {request.query_string} {request.body!r}"
            if key in self._sent:
                raise _repeated(request)
            self._sent.add(key)
        return request

    def page(self, response: Response[T]) -> Page[T, Item] | None:
        """The page in a response.

        None where it repeats the last one, as from servers that limit page numbers.

        Raises:
            PaginationError: It repeats the one before, and pages have no numbers.
        """
        request = cast(PagedRequest[T, Item], response.request)
        this = page(request, response.value, response.headers)
        is_same = this.items == self._items and not _may_repeat(this)
        self._items = this.items
        if is_same and request.pages.style == "page":
            self._next = None
            return None
        if is_same and request.pages.style == "offset":
            raise _repeated(request)
        self._next = this.next
        return this

    def fail(self, error: StatusError) -> None:
        """Ends the iteration if an error means that the previous page was the last one.

        Raises:
            StatusError: It means something else.
        """
        if self._next is None or not is_past_end(self._next, error):
            raise error
        self._next = None


def _may_repeat(page: Page[Any, Any]) -> bool:
    """Whether it may equal the page before: of equal scalars, or ones in the total."""
    items, of = page.items, page.request
    is_due = of.items_before < (count_in(page.value, of.pages.total) or 0)
    scalars = (str, int, float)
    return all(isinstance(i, scalars) and (is_due or i == items[0]) for i in items)


def _repeated(request: PagedRequest[Any, Any]) -> PaginationError:
    return PaginationError(
        f"the pages of {request.method} {request.url} repeat", request=request
    )
