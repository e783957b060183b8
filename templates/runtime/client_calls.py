"""Operations of a client itself, such as `client.ping()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from .calls import AsyncResource, Binding, Resource
from .clients import AsyncClient, SyncClient

C = TypeVar("C")
F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")


class ClientBinding(Binding[C, F, B]):
    """An attribute of a client `C`, which binds as that of a resource does."""

    def __init__(
        self, binding: Binding[Any, F, B], resource: Callable[[C], Any]
    ) -> None:
        super().__init__(binding._function, binding._bind)
        self._resource = resource

    @overload
    def __get__(self, resource: None, owner: Any) -> F: ...
    @overload
    def __get__(self, resource: C, owner: Any) -> B: ...
    def __get__(self, resource: Any, owner: Any) -> Any:
        of_resource = None if resource is None else self._resource(resource)
        return super().__get__(of_resource, owner)


def client_call(binding: Binding[Resource, F, B]) -> ClientBinding[SyncClient, F, B]:
    """Defines an operation of a client."""
    return ClientBinding(binding, Resource)


def async_client_call(
    binding: Binding[AsyncResource, F, B],
) -> ClientBinding[AsyncClient, F, B]:
    """Defines an operation of an asynchronous client."""
    return ClientBinding(binding, AsyncResource)
