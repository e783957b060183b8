"""Bound calls whose response is described in XML as well, with one type for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, ParamSpec, TypeAlias, TypeVar, overload

from .calls import AsyncBoundCall, AsyncResource, Binding, BoundCall, Resource
from .request import Request

P = ParamSpec("P")
T = TypeVar("T")

XmlMediaType: TypeAlias = Literal["application/xml", "text/xml"]


def is_typed(media_type: str) -> bool:
    """Whether it is an `XmlMediaType`."""
    return media_type in ("application/xml", "text/xml")


class BoundXmlCall(BoundCall[P, T]):
    """An operation of a client whose response is decoded from XML as well."""

    @overload
    def accepting(self, media_type: XmlMediaType) -> BoundCall[P, T]: ...
    @overload
    def accepting(self, media_type: str) -> BoundCall[P, Any]: ...
    def accepting(self, media_type: str) -> BoundCall[P, Any]:
        """Returns the same operation with another Accept header.

        The value of XML is of the usual type; otherwise it is JSON data, text or
        bytes, by the media type of the response.
        """
        return super().accepting(media_type)


class AsyncBoundXmlCall(AsyncBoundCall[P, T]):
    """An operation of an asynchronous client; otherwise as `BoundXmlCall`."""

    @overload
    def accepting(self, media_type: XmlMediaType) -> AsyncBoundCall[P, T]: ...
    @overload
    def accepting(self, media_type: str) -> AsyncBoundCall[P, Any]: ...
    def accepting(self, media_type: str) -> AsyncBoundCall[P, Any]:
        """Returns the same operation with another Accept header; as in `BoundXmlCall`."""
        return super().accepting(media_type)


def xml_call(
    function: Callable[P, Request[T]],
) -> Binding[Resource, Callable[P, Request[T]], BoundXmlCall[P, T]]:
    """Defines an operation of a `Resource` whose response may be XML."""
    return Binding(function, BoundXmlCall)


def async_xml_call(
    function: Callable[P, Request[T]],
) -> Binding[AsyncResource, Callable[P, Request[T]], AsyncBoundXmlCall[P, T]]:
    """Defines an operation of an `AsyncResource` whose response may be XML."""
    return Binding(function, AsyncBoundXmlCall)
