"""Requests whose responses are pages: where the items are, and how to get more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, Unpack
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

from .page_errors import PaginationError
from .parameters import query_text
from .paths import Path, get_path, unwrapped
from .request import Parts, Request, origin

T = TypeVar("T")
Item = TypeVar("Item")

Style = Literal["offset", "page", "cursor", "url", "link"]


class _Pickled:
    """A part of requests that callers pickle, to continue with a later version."""

    __match_args__: tuple[str, ...]

    def __setstate__(self, state: dict[str, Any] | list[Any]) -> None:
        # Packages of earlier versions pickle the values alone.
        if not isinstance(state, dict):
            state = dict(zip(self.__match_args__, state, strict=False))
        vars(self).update(state)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)


@dataclass(repr=False, eq=False)
class Query(_Pickled):
    """A query parameter, or the value at a path inside it."""

    name: str
    path: Path = ""


@dataclass(repr=False, eq=False)
class Body(_Pickled):
    """The value at a path in the request body."""

    path: Path


@dataclass(repr=False, eq=False)
class Pages(_Pickled):
    """How to get from one page to the next.

    - "offset": `at` is the number of items to skip, `first` by default;
    - "page": `at` is the page number, `first` by default;
    - "cursor": `at` is the value at `next` in the previous page, or at `last` in its
      last item;
    - "url": `next` is the URL of the next page;
    - "link": the URL is in the Link header (RFC 8288, `rel="next"`).

    `items` is the path to the list of items; if empty, the response is the list.

    A page is the last one if `more` is false or `final` is true; if `total` items or
    `count` pages were received; if it is empty (unless its cursor is new); or if `next`
    is null, missing or empty (with offsets and page numbers, a missing `next` is
    ignored). If the response has none of these, a page shorter than `limit` after a
    full one is the last. With page numbers, a 404 after the first page ends too.
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
    url: Callable[[PagedRequest[Any, Any], str], str] | None = None


class PagedRequest(Request[T], Generic[T, Item]):
    """A request whose response `T` is a page of `Item`s."""

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
        self.items_before = 0
        """The number of items on the previous pages."""
        self.target: str | None = None
        """The URL from the previous page, which replaces path and query."""
        self.is_after_full_page = False
        """Whether the previous page had as many items as were requested."""

    def located(self, url: str, extra: Mapping[str, object]) -> str:
        """The URL of the request: `url`, or its target at the origin of `url` (RFC 6454,
        section 5), so that credentials are sent nowhere else.

        Raises:
            PaginationError: The target is another resource at another origin.
        """
        if self.target is None:
            return url
        try:
            parts = _rebased(urljoin(url, self.target), url)
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

    def value_at(self, location: Query | Body | None) -> Any:
        """The value at a location in the request, None if there is none."""
        match location:
            case Query(name, path):
                return get_path(unwrapped(self.query.get(name)), path)
            case Body(path):
                return get_path(self.body, path)
            case None:
                return None


def _rebased(url: str, base: str) -> SplitResult | None:
    """The URL at the origin of `base`; None if it is a different resource.

    A server behind a proxy may not know its public scheme and host, nor the path prefix
    that the proxy removes.
    """
    target, own = urlsplit(url), urlsplit(base)
    if "@" in target.netloc or target.scheme not in ("http", "https"):
        return None
    is_same_origin = origin(url) == origin(base)
    path, own_path = unquote(target.path).rstrip("/"), unquote(own.path).rstrip("/")
    if is_same_origin and path == own_path:
        return target
    if path and own_path.endswith(path):
        end = "/" if target.path.endswith("/") else ""
        return own._replace(path=own.path.rstrip("/") + end, query=target.query)
    if is_same_origin:
        return target
    is_default_port = origin(url)[2] in (80, 443) and origin(base)[2] in (80, 443)
    if target.hostname == own.hostname and (target.port == own.port or is_default_port):
        return target._replace(scheme=own.scheme, netloc=own.netloc)
    return None
