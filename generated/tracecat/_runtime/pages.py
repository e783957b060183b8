"""Walks through pages: `client.things.list.items(...)`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from .calls import AsyncBoundCall, AsyncResource, BoundCall, Resource
from .errors import PaginationError, StatusError
from .paged import Page, PagedRequest, is_behind_end, page

if TYPE_CHECKING:
    from .async_client import AsyncClient
    from .sync_client import SyncClient

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")
E = TypeVar("E")


class Listing(Generic[E]):
    """Pages or items, each asked for when its turn comes, anew by every `for` loop."""

    def __init__(self, start: Callable[[], Iterator[E]]) -> None:
        self._start = start

    def __iter__(self) -> Iterator[E]:
        return self._start()

    def limit(self, most: int) -> Listing[E]:
        """The first `most` of them; what they do not need is not asked for."""
        return Listing(lambda: islice(self._start(), most))


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

    def __init__(
        self, client: SyncClient, request: Callable[P, PagedRequest[T, Item]]
    ) -> None:
        super().__init__(client, request)
        self._paged = request

    @property
    def request(self) -> Callable[P, PagedRequest[T, Item]]:
        """The endpoint function: it makes the request, and sends nothing."""
        return self._paged

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> Listing[Page[T, Item]]:
        """All pages from the one that the call would give."""
        return self._client.send_pages(self._paged(*args, **kwargs))

    def items(self, *args: P.args, **kwargs: P.kwargs) -> Listing[Item]:
        """The items of all pages."""
        return self._client.send_items(self._paged(*args, **kwargs))


class AsyncBoundPagedCall(AsyncBoundCall[P, T], Generic[P, T, Item]):
    """An operation that answers with a page, ready to be awaited."""

    def __init__(
        self, client: AsyncClient, request: Callable[P, PagedRequest[T, Item]]
    ) -> None:
        super().__init__(client, request)
        self._paged = request

    @property
    def request(self) -> Callable[P, PagedRequest[T, Item]]:
        """The endpoint function: it makes the request, and sends nothing."""
        return self._paged

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> AsyncListing[Page[T, Item]]:
        """All pages from the one that the call would give."""
        return self._client.send_pages(self._paged(*args, **kwargs))

    def items(self, *args: P.args, **kwargs: P.kwargs) -> AsyncListing[Item]:
        """The items of all pages."""
        return self._client.send_items(self._paged(*args, **kwargs))


class paged_call(Generic[P, T, Item]):
    """Makes an endpoint function with pages an operation of a `Resource`."""

    def __init__(self, function: Callable[P, PagedRequest[T, Item]]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    @overload
    def __get__(
        self, resource: None, owner: Any
    ) -> Callable[P, PagedRequest[T, Item]]: ...
    @overload
    def __get__(self, resource: Resource, owner: Any) -> BoundPagedCall[P, T, Item]: ...
    def __get__(self, resource: Resource | None, owner: Any) -> Any:
        """The endpoint function on the class, the bound call on an instance."""
        if resource is None:
            return self._function
        return BoundPagedCall(resource.client_, self._function)


class async_paged_call(Generic[P, T, Item]):
    """Makes an endpoint function with pages an operation of an `AsyncResource`."""

    def __init__(self, function: Callable[P, PagedRequest[T, Item]]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    @overload
    def __get__(
        self, resource: None, owner: Any
    ) -> Callable[P, PagedRequest[T, Item]]: ...
    @overload
    def __get__(
        self, resource: AsyncResource, owner: Any
    ) -> AsyncBoundPagedCall[P, T, Item]: ...
    def __get__(self, resource: AsyncResource | None, owner: Any) -> Any:
        """The endpoint function on the class, the bound call on an instance."""
        if resource is None:
            return self._function
        return AsyncBoundPagedCall(resource.client_, self._function)


def walked(
    client: SyncClient, request: PagedRequest[T, Item]
) -> Iterator[Page[T, Item]]:
    """The pages from a request on.

    Raises:
        ApiError: One of its kinds; PaginationError where the pages go round in a circle.
    """
    walk = Walk()
    todo: PagedRequest[T, Item] | None = request
    while todo is not None:
        walk.ask(todo)
        try:
            answer = client.send_raw(todo)
        except StatusError as error:
            if is_behind_end(todo, error):
                return
            raise
        made = page(todo, answer.value, answer.headers)
        walk.compare(made)
        yield made
        todo = made.next


async def walked_async(
    client: AsyncClient, request: PagedRequest[T, Item]
) -> AsyncIterator[Page[T, Item]]:
    """The same with an asynchronous client."""
    walk = Walk()
    todo: PagedRequest[T, Item] | None = request
    while todo is not None:
        walk.ask(todo)
        try:
            answer = await client.send_raw(todo)
        except StatusError as error:
            if is_behind_end(todo, error):
                return
            raise
        made = page(todo, answer.value, answer.headers)
        walk.compare(made)
        yield made
        todo = made.next


def items_of(pages: Iterator[Page[Any, Item]]) -> Iterator[Item]:
    """The items of pages."""
    for each in pages:
        yield from each.items


async def items_of_async(pages: AsyncIterator[Page[Any, Item]]) -> AsyncIterator[Item]:
    """The items of pages."""
    async for each in pages:
        for item in each.items:
            yield item


class Walk:
    """Guards one walk through pages against going round for ever."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._items: list[Any] = []

    def ask(self, request: PagedRequest[Any, Any]) -> None:
        """Before a request is sent.

        Raises:
            PaginationError: It was sent before.
        """
        key = f"{request.target} {request.query_string} {request.body!r}"
        if key in self._asked:
            raise _circle(request)
        self._asked.add(key)

    def compare(self, made: Page[Any, Any]) -> None:
        """When a page is there. Equal numbers or texts may come twice, equal objects not.

        Raises:
            PaginationError: The server counts, and answers a number that it does not have
                with the page before.
        """
        items, before, self._items = made.items, self._items, made.items
        if made.request.pages.style not in ("offset", "page"):
            return
        if items and items == before and not isinstance(items[0], (str, int, float)):
            raise _circle(made.request)


def _circle(request: PagedRequest[Any, Any]) -> PaginationError:
    return PaginationError(
        f"the pages of {request.method} {request.url} go round in a circle",
        request=request,
    )
