"""Walks through pages: `client.things.list.items(...)`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from .calls import (
    AsyncBoundCall,
    AsyncResource,
    Binding,
    BoundCall,
    Resource,
    described,
)
from .errors import StatusError
from .lazy import public
from .page_errors import PaginationError
from .paged import Page, PagedRequest, is_behind_end, page

if TYPE_CHECKING:
    from .answers import AsyncSends, Response, Sends

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")
E = TypeVar("E")


@public
class Listing(Generic[E]):
    """Pages or items, each asked for when its turn comes, anew by every `for` loop."""

    def __init__(self, start: Callable[[], Iterator[E]]) -> None:
        self._start = start

    def __iter__(self) -> Iterator[E]:
        return self._start()

    def limit(self, most: int) -> Listing[E]:
        """The first `most` of them; what they do not need is not asked for."""
        return Listing(lambda: islice(self._start(), most))


@public
class AsyncListing(Generic[E]):
    """Pages or items, each asked for when its turn comes, anew by every `async for`."""

    def __init__(self, start: Callable[[], AsyncIterator[E]]) -> None:
        self._start = start

    def __aiter__(self) -> AsyncIterator[E]:
        return self._start()

    def limit(self, most: int) -> AsyncListing[E]:
        """The first `most` of them; what they do not need is not asked for."""

        async def first() -> AsyncIterator[E]:
            left = most
            if left > 0:
                async for element in self._start():
                    yield element
                    left -= 1
                    if left <= 0:
                        break

        return AsyncListing(first)


class BoundPagedCall(BoundCall[P, T], Generic[P, T, Item]):
    """An operation that answers with a page, ready to be called."""

    @property
    def request(self) -> Callable[P, PagedRequest[T, Item]]:
        """The endpoint function: it makes the request, and sends nothing."""
        return cast(Callable[P, PagedRequest[T, Item]], self.__wrapped__)

    @described("All pages from the one that the call would give.")
    def pages(self, *args: P.args, **kwargs: P.kwargs) -> Listing[Page[T, Item]]:
        return pages_of(self._client, self.request(*args, **kwargs))

    @described("The items of all pages.")
    def items(self, *args: P.args, **kwargs: P.kwargs) -> Listing[Item]:
        return items_of(self._client, self.request(*args, **kwargs))


class AsyncBoundPagedCall(AsyncBoundCall[P, T], Generic[P, T, Item]):
    """An operation that answers with a page, ready to be awaited."""

    @property
    def request(self) -> Callable[P, PagedRequest[T, Item]]:
        """The endpoint function: it makes the request, and sends nothing."""
        return cast(Callable[P, PagedRequest[T, Item]], self.__wrapped__)

    @described("All pages from the one that the call would give.")
    def pages(self, *args: P.args, **kwargs: P.kwargs) -> AsyncListing[Page[T, Item]]:
        return async_pages_of(self._client, self.request(*args, **kwargs))

    @described("The items of all pages.")
    def items(self, *args: P.args, **kwargs: P.kwargs) -> AsyncListing[Item]:
        return async_items_of(self._client, self.request(*args, **kwargs))


def paged_call(
    function: Callable[P, PagedRequest[T, Item]],
) -> Binding[Resource, Callable[P, PagedRequest[T, Item]], BoundPagedCall[P, T, Item]]:
    """Makes an endpoint function with pages an operation of a `Resource`."""
    return Binding(function, BoundPagedCall)


def async_paged_call(
    function: Callable[P, PagedRequest[T, Item]],
) -> Binding[
    AsyncResource, Callable[P, PagedRequest[T, Item]], AsyncBoundPagedCall[P, T, Item]
]:
    """Makes an endpoint function with pages an operation of an `AsyncResource`."""
    return Binding(function, AsyncBoundPagedCall)


class SendsPages:
    """A client of an API that has pages."""

    def send_pages(
        self: Sends, request: PagedRequest[T, Item]
    ) -> Listing[Page[T, Item]]:
        """The pages from this request on: `client.send_pages(page.next)`."""
        return pages_of(self, request)

    def send_items(self: Sends, request: PagedRequest[Any, Item]) -> Listing[Item]:
        """The items of the pages from this request on."""
        return items_of(self, request)


class AsyncSendsPages:
    """An asynchronous client of an API that has pages."""

    def send_pages(
        self: AsyncSends, request: PagedRequest[T, Item]
    ) -> AsyncListing[Page[T, Item]]:
        """The pages from this request on: `client.send_pages(page.next)`."""
        return async_pages_of(self, request)

    def send_items(
        self: AsyncSends, request: PagedRequest[Any, Item]
    ) -> AsyncListing[Item]:
        """The items of the pages from this request on."""
        return async_items_of(self, request)


def pages_of(client: Sends, request: PagedRequest[T, Item]) -> Listing[Page[T, Item]]:
    """The pages from a request on.

    Raises:
        ApiError: One of its kinds; PaginationError where the pages go round in a circle.
    """

    def pages() -> Iterator[Page[T, Item]]:
        walk = Walk(request)
        while (asked := walk.asked()) is not None:
            try:
                response = client.send_raw(asked)
            except StatusError as error:
                walk.end(error)
            else:
                yield walk.page(response)

    return Listing(pages)


def async_pages_of(
    client: AsyncSends, request: PagedRequest[T, Item]
) -> AsyncListing[Page[T, Item]]:
    """The same with an asynchronous client."""

    async def pages() -> AsyncIterator[Page[T, Item]]:
        walk = Walk(request)
        while (asked := walk.asked()) is not None:
            try:
                response = await client.send_raw(asked)
            except StatusError as error:
                walk.end(error)
            else:
                yield walk.page(response)

    return AsyncListing(pages)


def items_of(client: Sends, request: PagedRequest[Any, Item]) -> Listing[Item]:
    """The items of the pages from a request on."""
    pages = pages_of(client, request)
    return Listing(lambda: (item for page in pages for item in page.items))


def async_items_of(
    client: AsyncSends, request: PagedRequest[Any, Item]
) -> AsyncListing[Item]:
    """The items of the pages from a request on."""
    pages = async_pages_of(client, request)
    return AsyncListing(lambda: (item async for page in pages for item in page.items))


class Walk(Generic[T, Item]):
    """One walk through pages without its I/O; it ends where the pages go in a circle."""

    def __init__(self, request: PagedRequest[T, Item]) -> None:
        self._next: PagedRequest[T, Item] | None = request
        self._asked: set[str] = set()
        self._items: list[Item] = []

    def asked(self) -> PagedRequest[T, Item] | None:
        """The request of the next page; None behind the last one.

        Raises:
            PaginationError: It was sent before.
        """
        request = self._next
        if request is not None:
            key = f"{request.target} {request.query_string} {request.body!r}"
            if key in self._asked:
                raise _circle(request)
            self._asked.add(key)
        return request

    def page(self, response: Response[T]) -> Page[T, Item]:
        """The page that a response is.

        Raises:
            PaginationError: The server counts, and answers a number that it does not have
                with the page before; equal numbers or texts may come twice.
        """
        request = cast(PagedRequest[T, Item], response.request)
        this = page(request, response.value, response.headers)
        items, before, self._items = this.items, self._items, this.items
        is_same = bool(items) and items == before
        is_counted = is_same and request.pages.style in ("offset", "page")
        if is_counted and not isinstance(items[0], (str, int, float)):
            raise _circle(request)
        self._next = this.next
        return this

    def end(self, error: StatusError) -> None:
        """Ends the walk where an error says that the page before was the last one.

        Raises:
            StatusError: It says something else.
        """
        if self._next is None or not is_behind_end(self._next, error):
            raise error
        self._next = None


def _circle(request: PagedRequest[Any, Any]) -> PaginationError:
    return PaginationError(
        f"the pages of {request.method} {request.url} go round in a circle",
        request=request,
    )
