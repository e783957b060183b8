"""Bound calls with pages that are described in XML as well, with one type for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

from .calls import (
    AsyncBoundCall,
    AsyncResource,
    Binding,
    BoundCall,
    Resource,
    accepting,
)
from .paged import PagedRequest
from .pages import AsyncBoundPagedCall, BoundPagedCall
from .xml_calls import XmlMediaType, is_typed

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")


class BoundPagedXmlCall(BoundPagedCall[P, T, Item], Generic[P, T, Item]):
    """An operation of a client whose pages are decoded from XML as well."""

    @overload
    def accepting(self, media_type: XmlMediaType) -> BoundPagedCall[P, T, Item]: ...
    @overload
    def accepting(self, media_type: str) -> BoundCall[P, Any]: ...
    def accepting(self, media_type: str) -> BoundCall[P, Any]:
        """Returns the same operation with another Accept header.

        The value of XML is of the usual type, with its pages; otherwise it is JSON
        data, text or bytes, by the media type of the response.
        """
        if not is_typed(media_type):
            return super().accepting(media_type)
        request = _accepting(self.request, media_type)
        paged: BoundPagedCall[P, T, Item] = BoundPagedCall(self._client, request)
        return paged


class AsyncBoundPagedXmlCall(AsyncBoundPagedCall[P, T, Item], Generic[P, T, Item]):
    """An operation of an asynchronous client; otherwise as `BoundPagedXmlCall`."""

    @overload
    def accepting(
        self, media_type: XmlMediaType
    ) -> AsyncBoundPagedCall[P, T, Item]: ...
    @overload
    def accepting(self, media_type: str) -> AsyncBoundCall[P, Any]: ...
    def accepting(self, media_type: str) -> AsyncBoundCall[P, Any]:
        """The same with another Accept header; as in `BoundPagedXmlCall`."""
        if not is_typed(media_type):
            return super().accepting(media_type)
        request = _accepting(self.request, media_type)
        paged: AsyncBoundPagedCall[P, T, Item]
        paged = AsyncBoundPagedCall(self._client, request)
        return paged


def _accepting(
    function: Callable[P, PagedRequest[T, Item]], media_type: str
) -> Callable[P, PagedRequest[T, Item]]:
    other = accepting(function, media_type)
    return cast(Callable[P, PagedRequest[T, Item]], other)


def xml_paged_call(
    function: Callable[P, PagedRequest[T, Item]],
) -> Binding[
    Resource, Callable[P, PagedRequest[T, Item]], BoundPagedXmlCall[P, T, Item]
]:
    """Defines an operation of a `Resource` whose pages may be XML."""
    return Binding(function, BoundPagedXmlCall)


def async_xml_paged_call(
    function: Callable[P, PagedRequest[T, Item]],
) -> Binding[
    AsyncResource,
    Callable[P, PagedRequest[T, Item]],
    AsyncBoundPagedXmlCall[P, T, Item],
]:
    """Defines an operation of an `AsyncResource` whose pages may be XML."""
    return Binding(function, AsyncBoundPagedXmlCall)
