"""Iteration over pages: `client.things.list.items(...)`."""

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
from .paged import PagedRequest

if TYPE_CHECKING:
    from .next_pages import Page
    from .response import AsyncSends, Sends

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")
E = TypeVar("E")


@public
class Listing(Generic[E]):
    """Pages or items, requested as they are needed; each `for` loop starts again."""

    def __init__(self, start: Callable[[], Iterator[E]]) -> None:
        self._start = start

    def __iter__(self) -> Iterator[E]:
        return self._start()

    def limit(self, maximum: int) -> Listing[E]:
        """The first `maximum` of them; no page is requested beyond those."""
        return Listing(lambda: islice(self._start(), maximum))


@public
class AsyncListing(Generic[E]):
    """Pages or items, requested as they are needed; each `async for` starts again."""

    def __init__(self, start: Callable[[], AsyncIterator[E]]) -> None:
        self._start = start

    def __aiter__(self) -> AsyncIterator[E]:
        return self._start()

    def limit(self, maximum: int) -> AsyncListing[E]:
        """The first `maximum` of them; no page is requested beyond those."""

        async def first() -> AsyncIterator[E]:
            left = maximum
            if left > 0:
                async for element in self._start():
                    yield element
                    left -= 1
                    if left <= 0:
                        break

        return AsyncListing(first)


def pages_of(client: Sends, request: PagedRequest[T, Item]) -> Listing[Page[T, Item]]:
    """The pages from a request on.

    Raises:
        ApiError: A request failed.
        PaginationError: The pages repeat.
    """

    def pages() -> Iterator[Page[T, Item]]:
        from .next_pages import Walk  # Only for what iterates.

        walk = Walk(request)
        while (following := walk.next_request()) is not None:
            try:
                response = client.send_raw(following)
            except StatusError as error:
                walk.fail(error)
            else:
                if (this := walk.page(response)) is not None:
                    yield this

    return Listing(pages)


def async_pages_of(
    client: AsyncSends, request: PagedRequest[T, Item]
) -> AsyncListing[Page[T, Item]]:
    """The same with an asynchronous client."""

    async def pages() -> AsyncIterator[Page[T, Item]]:
        from .next_pages import Walk  # Only for what iterates.

        walk = Walk(request)
        while (following := walk.next_request()) is not None:
            try:
                response = await client.send_raw(following)
            except StatusError as error:
                walk.fail(error)
            else:
                if (this := walk.page(response)) is not None:
                    yield this

    return AsyncListing(pages)


def items_of(pages: Listing[Page[Any, Item]]) -> Listing[Item]:
    """The items of pages."""
    return Listing(lambda: (item for page in pages for item in page.items))


def async_items_of(pages: AsyncListing[Page[Any, Item]]) -> AsyncListing[Item]:
    """The items of pages."""
    return AsyncListing(lambda: (item async for page in pages for item in page.items))


class SendsPages:
    """A client of an API that has pages."""

    def send_pages(
        self: Sends, request: PagedRequest[T, Item]
    ) -> Listing[Page[T, Item]]:
        """The pages from this request on: `client.send_pages(page.next)`."""
        return pages_of(self, request)

    def send_items(self: Sends, request: PagedRequest[Any, Item]) -> Listing[Item]:
        """The items of the pages from this request on."""
        return items_of(pages_of(self, request))


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
        return async_items_of(async_pages_of(self, request))


class BoundPagedCall(BoundCall[P, T], Generic[P, T, Item]):
    """An operation with pages, bound to a client."""

    @property
    def request(self) -> Callable[P, PagedRequest[T, Item]]:
        """The endpoint function: it returns the request without sending it."""
        return cast(Callable[P, PagedRequest[T, Item]], self.__wrapped__)

    @described("The pages, from the one that the call itself returns.")
    def pages(self, /, *args: P.args, **kwargs: P.kwargs) -> Listing[Page[T, Item]]:
        return pages_of(self._client, self.request(*args, **kwargs))

    @described("The items of all pages.")
    def items(self, /, *args: P.args, **kwargs: P.kwargs) -> Listing[Item]:
        return items_of(self.pages(*args, **kwargs))


class AsyncBoundPagedCall(AsyncBoundCall[P, T], Generic[P, T, Item]):
    """An operation with pages, bound to an asynchronous client."""

    @property
    def request(self) -> Callable[P, PagedRequest[T, Item]]:
        """The endpoint function: it returns the request without sending it."""
        return cast(Callable[P, PagedRequest[T, Item]], self.__wrapped__)

    @described("The pages, from the one that the call itself returns.")
    def pages(
        self, /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncListing[Page[T, Item]]:
        return async_pages_of(self._client, self.request(*args, **kwargs))

    @described("The items of all pages.")
    def items(self, /, *args: P.args, **kwargs: P.kwargs) -> AsyncListing[Item]:
        return async_items_of(self.pages(*args, **kwargs))


def paged_call(
    function: Callable[P, PagedRequest[T, Item]],
) -> Binding[Resource, Callable[P, PagedRequest[T, Item]], BoundPagedCall[P, T, Item]]:
    """An endpoint function with pages as an operation of a `Resource`."""
    return Binding(function, BoundPagedCall)


def async_paged_call(
    function: Callable[P, PagedRequest[T, Item]],
) -> Binding[
    AsyncResource, Callable[P, PagedRequest[T, Item]], AsyncBoundPagedCall[P, T, Item]
]:
    """An endpoint function with pages as an operation of an `AsyncResource`."""
    return Binding(function, AsyncBoundPagedCall)
