"""Fakes of the operations of a client itself, such as `fake.ping.returns(...)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from .fakes import FakeApi, Faked, FakeResource

F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")


class ClientFaked(Generic[F, B]):
    """An operation of a fake itself: the endpoint function `F` on the class, its fake, a
    `B`, on an instance."""

    def __init__(self, faked: Faked[F, B]) -> None:
        self._faked = faked
        self.__doc__ = faked.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._faked.__set_name__(owner, name)

    @overload
    def __get__(self, fake: None, owner: Any) -> F: ...
    @overload
    def __get__(self, fake: FakeApi[Any, Any], owner: Any) -> B: ...
    def __get__(self, fake: FakeApi[Any, Any] | None, owner: Any) -> Any:
        return self._faked.__get__(None if fake is None else FakeResource(fake), owner)


def client_fake(faked: Faked[F, B]) -> ClientFaked[F, B]:
    """An endpoint function as an operation of a fake itself."""
    return ClientFaked(faked)
