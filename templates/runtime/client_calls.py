"""Operations of a client itself, such as `client.ping()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from .calls import AsyncResource, Binding, Resource
from .clients import AsyncClient, SyncClient

C = TypeVar("C")
F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")


class ClientBinding(Generic[C, F, B]):
    """An attribute of a client `C`: on the class the endpoint function `F`, on an
    instance the bound call `B`."""

    def __init__(
        self, binding: Binding[Any, F, B], resource: Callable[[C], Any]
    ) -> None:
        self._binding = binding
        self._resource = resource
        self.__doc__ = binding.__doc__

    @overload
    def __get__(self, client: None, owner: Any) -> F: ...
    @overload
    def __get__(self, client: C, owner: Any) -> B: ...
    def __get__(self, client: C | None, owner: Any) -> Any:
        resource = None if client is None else self._resource(client)
        return self._binding.__get__(resource, owner)


def client_call(binding: Binding[Resource, F, B]) -> ClientBinding[SyncClient, F, B]:
    """Defines an operation of a client."""
    return ClientBinding(binding, Resource)


def async_client_call(
    binding: Binding[AsyncResource, F, B],
) -> ClientBinding[AsyncClient, F, B]:
    """Defines an operation of an asynchronous client."""
    return ClientBinding(binding, AsyncResource)
