"""Bound calls with a status to wait for, described in XML as well, with one type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, overload

from .calls import (
    AsyncBoundCall,
    AsyncResource,
    Binding,
    BoundCall,
    Resource,
    accepting,
)
from .request import Request
from .waiters import AsyncBoundWaitedCall, BoundWaitedCall, Waiter
from .xml_calls import XmlMediaType, is_typed

P = ParamSpec("P")
T = TypeVar("T")


class BoundWaitedXmlCall(BoundWaitedCall[P, T]):
    """An operation with `.wait` whose response is decoded from XML as well."""

    @overload
    def accepting(self, media_type: XmlMediaType) -> BoundWaitedCall[P, T]: ...
    @overload
    def accepting(self, media_type: str) -> BoundCall[P, Any]: ...
    def accepting(self, media_type: str) -> BoundCall[P, Any]:
        """Returns the same operation with another Accept header.

        The value of XML is of the usual type, with `.wait`; otherwise it is JSON data,
        text or bytes, by the media type of the response.
        """
        if not is_typed(media_type):
            return super().accepting(media_type)
        request = accepting(self.request, media_type)
        return BoundWaitedCall(self._client, request, self._waiter)


class AsyncBoundWaitedXmlCall(AsyncBoundWaitedCall[P, T]):
    """An operation of an asynchronous client; otherwise as `BoundWaitedXmlCall`."""

    @overload
    def accepting(self, media_type: XmlMediaType) -> AsyncBoundWaitedCall[P, T]: ...
    @overload
    def accepting(self, media_type: str) -> AsyncBoundCall[P, Any]: ...
    def accepting(self, media_type: str) -> AsyncBoundCall[P, Any]:
        """The same with another Accept header; as in `BoundWaitedXmlCall`."""
        if not is_typed(media_type):
            return super().accepting(media_type)
        request = accepting(self.request, media_type)
        return AsyncBoundWaitedCall(self._client, request, self._waiter)


def xml_waited_call(
    function: Callable[P, Request[T]], waiter: Waiter
) -> Binding[Resource, Callable[P, Request[T]], BoundWaitedXmlCall[P, T]]:
    """Defines an operation of a `Resource` with `.wait`, whose response may be XML."""
    return Binding(function, lambda c, request: BoundWaitedXmlCall(c, request, waiter))


def async_xml_waited_call(
    function: Callable[P, Request[T]], waiter: Waiter
) -> Binding[AsyncResource, Callable[P, Request[T]], AsyncBoundWaitedXmlCall[P, T]]:
    """Defines an operation of an `AsyncResource`; otherwise as `xml_waited_call`."""
    return Binding(
        function, lambda c, request: AsyncBoundWaitedXmlCall(c, request, waiter)
    )
