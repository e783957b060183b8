"""Requests whose answers are pages: where the items are, and what asks for more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, Unpack, cast
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

from .errors import StatusError
from .lazy import public
from .page_errors import PaginationError
from .parameters import query_text
from .paths import Path, found, is_present, replaced, unwrapped
from .request import Parts, Request

T = TypeVar("T")
Item = TypeVar("Item")

Style = Literal["offset", "page", "cursor", "url", "link"]

# RFC 8288, section 3: targets in angle brackets, each with its parameters.
_LINK = re.compile(r"<([^<>]*)>((?:[^<>,\"]|\"(?:[^\"\\]|\\.)*\")*)")
_PARAMETER = re.compile(
    r";\s*([\w*.!#$&+^`|~-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;\s]*))"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query parameter, or what a path leads to in its value."""

    name: str
    path: Path = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a path leads to in the body of the request."""

    path: Path


@dataclass(frozen=True, slots=True)
class Pages:
    """How pages follow one another.

    - "offset": `at` is how many items to skip, by default `first`;
    - "page": `at` is the number of a page, by default `first`;
    - "cursor": `at` is what `next` held in the page before, or else `last` in the last
      item of it;
    - "url": `next` is the URL of the next page;
    - "link": the header Link has it (RFC 8288, `rel="next"`).

    `items` leads to the items in an answer, which is itself the list if that is empty.
    There is no next page where `more` is false or `final` true, where as many items
    came as `total` says, or as many pages as `count` says; where a page is empty
    (except to a cursor that moves), and where `next` is null, missing or empty. To an
    offset or a page number, a missing `next` says nothing. Where the response says none
    of this, a page that is shorter than `limit` asks for, behind one that was not, is
    the last; and so is the page before a 404, where pages have numbers.
    """

    style: Style
    items: Path = ""
    at: Query | Body | None = None
    next: Path | None = None
    last: Path | None = None
    more: Path | None = None
    final: Path | None = None
    total: Path | None = None
    count: Path | None = None
    first: int = 0
    limit: Query | Body | None = None


class PagedRequest(Request[T], Generic[T, Item]):
    """A request whose answer `T` is a page of `Item`s."""

    def __init__(
        self,
        method: str,
        template: str,
        answer: object,
        *,
        pages: Pages,
        **parts: Unpack[Parts],
    ) -> None:
        super().__init__(method, template, answer, **parts)
        self.pages = pages
        self.passed = 0
        """How many items came on the pages before."""
        self.target: str | None = None
        """A URL at the client's origin that a page gave, in place of path and query."""
        self.follows_full = False
        """Whether the page before had as many items as were asked for."""

    def located(self, url: str, extra: Mapping[str, object]) -> str:
        """Where the request goes: its target, at the origin of `url` (RFC 6454, section
        5), so that credentials go nowhere else.

        Raises:
            PaginationError: The target is at another origin, and not the same resource.
        """
        if self.target is None:
            return url
        own = urlsplit(url)
        try:
            parts = _rebased(urlsplit(urljoin(url, self.target)), own)
        except ValueError:
            parts = None
        if parts is None:
            raise PaginationError(
                f"the next page of {self.method} {self.url} is at another origin",
                request=self,
            )
        names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        more = query_text({n: value for n, value in extra.items() if n not in names})
        query = "&".join(filter(None, (parts.query, more)))
        return parts._replace(query=query, fragment="").geturl()


@public
@dataclass(frozen=True, slots=True, repr=False)
class Page(Generic[T, Item]):
    """One page. `next` asks for the one after it: keep it, and go on from there later,
    with `client.send_pages(page.next)`."""

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
    """The page that an answer is.

    Raises:
        PaginationError: Its items are no list.
    """
    items = found(value, request.pages.items)
    # A text in place of a page, such as one for people, is not the last page.
    if items is None and not isinstance(value, (str, bytes)):
        items = []
    if not isinstance(items, (list, tuple, set)):
        raise PaginationError(
            f"{request.method} {request.url} answered a page whose items are no list",
            request=request,
        )
    every = list(cast(list[Item], items))
    return Page(request, value, every, _next(request, value, headers, every))


def next_link(header: str) -> str | None:
    """The target of the first link to what comes next (RFC 8288, section 3).

    A link with an anchor is about something else, and passed over.
    """
    for target, rest in _LINK.findall(header):
        parameters: dict[str, str] = {}
        for name, quoted, token in _PARAMETER.findall(rest):
            parameters.setdefault(name.lower(), quoted or token)
        relations = parameters.get("rel", "").lower().split()
        if "next" in relations and "anchor" not in parameters:
            return str(target)
    return None


def is_behind_end(request: PagedRequest[Any, Any], error: StatusError) -> bool:
    """Whether an error says that the page before was the last one."""
    by_number = request.pages.style == "page"
    return by_number and request.passed > 0 and error.status == 404


def _rebased(target: SplitResult, own: SplitResult) -> SplitResult | None:
    """The target at the origin of `own`; None where it is something else there.

    A server behind a proxy may know neither its scheme and host, nor the path that the
    proxy puts before its own.
    """
    if "@" in target.netloc or target.scheme not in ("http", "https"):
        return None
    path, own_path = unquote(target.path).rstrip("/"), unquote(own.path).rstrip("/")
    if _origin(target) == _origin(own) and path == own_path:
        return target
    if path and own_path.endswith(path):
        end = "/" if target.path.endswith("/") else ""
        return own._replace(path=own.path.rstrip("/") + end, query=target.query)
    if _origin(target) == _origin(own):
        return target
    if (target.hostname, target.port) == (own.hostname, own.port):
        return target._replace(scheme=own.scheme, netloc=own.netloc)
    return None


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or default


def _next(
    request: PagedRequest[T, Item],
    value: T,
    headers: Mapping[str, str],
    items: list[Item],
) -> PagedRequest[T, Item] | None:
    pages = request.pages
    if pages.more is not None and found(value, pages.more) is False:
        return None
    if pages.final is not None and found(value, pages.final) is True:
        return None
    match pages.style:
        case "link":
            return _turned(request, next_link(headers.get("link", "")), items)
        case "url":
            return _turned(request, found(value, pages.next or ""), items)
        case "cursor":
            return _moved(request, _cursor(pages, value, items), items)
        case _:
            return _moved(request, _number(request, value, items), items)


def _cursor(pages: Pages, value: object, items: list[Any]) -> object:
    if pages.last is not None:
        return found(items[-1], pages.last) if items else None
    # Some say 0, false or "" where others say null.
    return found(value, pages.next or "") or None


def _number(request: PagedRequest[Any, Any], value: object, items: list[Any]) -> object:
    """The next offset, or number of a page; None if this is the last one."""
    pages = request.pages
    now = _position(request)
    by_page = pages.style == "page"
    came = (request.passed if by_page else now) + len(items)
    total, count = _limit(value, pages.total), _limit(value, pages.count)
    if not items or (total is not None and came >= total):
        return None
    if by_page and count is not None and now - pages.first + 1 >= count:
        return None
    says_next = pages.next is not None and is_present(value, pages.next)
    if says_next and not found(value, pages.next or ""):
        return None
    says_more = (pages.more is not None and found(value, pages.more) is True) or (
        pages.final is not None and found(value, pages.final) is False
    )
    is_silent = not (says_next or says_more or total or count)
    if is_silent and request.follows_full and len(items) < (_asked(request) or 0):
        return None
    return now + 1 if by_page else came


def _asked(request: PagedRequest[Any, Any]) -> int | None:
    """How many items the request asks for; None where it does not say."""
    held = _placed(request, request.pages.limit)
    return held if isinstance(held, int) and held > 0 else None


def _limit(value: object, path: Path | None) -> float | None:
    number = None if path is None else found(value, path)
    # A sum of money is no count.
    is_count = isinstance(number, (int, float)) and number > 0 and number % 1 == 0
    return number if is_count else None


def _position(request: PagedRequest[Any, Any]) -> int:
    held = _placed(request, request.pages.at)
    return int(held) if held is not None else request.pages.first


def _placed(request: PagedRequest[Any, Any], place: Query | Body | None) -> Any:
    """What the request holds at a place, None for nothing."""
    match place:
        case Query(name, path):
            return found(unwrapped(request.query.get(name)), path)
        case Body(path):
            return found(request.body, path)
        case None:
            return None


def _stays(request: PagedRequest[Any, Any], position: object) -> bool:
    held = _placed(request, request.pages.at)
    return held is not None and str(held) == str(position)


def _moved(
    request: PagedRequest[T, Item], position: object, items: list[Item]
) -> PagedRequest[T, Item] | None:
    """The same request at another position."""
    if position is None or (not items and _stays(request, position)):
        return None
    new = copy(request)
    new.passed = request.passed + len(items)
    new.follows_full = len(items) == _asked(request)
    match request.pages.at:
        case Query(name, path):
            moved = replaced(request.query.get(name), path, position)
            new.query = {**request.query, name: moved}
        case Body(path):
            new.body = replaced(request.body, path, position)
        case None:
            return None
    return new


def _turned(
    request: PagedRequest[T, Item], target: object, items: list[Item]
) -> PagedRequest[T, Item] | None:
    """The same request to another URL, which may be relative to this one's."""
    if not isinstance(target, str) or not target:
        return None
    whole = urljoin(request.target or "", target)
    if not items and whole == request.target:
        return None
    new = copy(request)
    new.target = whole
    return new
