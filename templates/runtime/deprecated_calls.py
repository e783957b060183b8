"""Operations that type checkers show as deprecated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast, overload

from .calls import Binding

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")

if TYPE_CHECKING:
    from typing_extensions import deprecated

    class DeprecatedBinding(Binding[R, F, B]):
        """An attribute of a resource that is a deprecated operation."""

        @overload
        def __get__(self, resource: None, owner: Any) -> F: ...
        @overload
        @deprecated("The operation is deprecated; its docstring says more.")
        def __get__(self, resource: R, owner: Any) -> B: ...
        def __get__(self, resource: Any, owner: Any) -> Any: ...

    class DeprecatedFunction(Generic[P, T]):
        """The endpoint function of a deprecated operation."""

        @deprecated("The operation is deprecated; its docstring says more.")
        def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T: ...


def deprecated_call(binding: Binding[R, F, B]) -> DeprecatedBinding[R, F, B]:
    """Marks an operation as deprecated, for type checkers alone."""
    return cast("DeprecatedBinding[R, F, B]", binding)


def deprecated_function(function: Callable[P, T]) -> DeprecatedFunction[P, T]:
    """Marks an endpoint function as deprecated, for type checkers alone."""
    return cast("DeprecatedFunction[P, T]", function)
