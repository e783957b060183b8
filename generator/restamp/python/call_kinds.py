"""How resources bind an operation, by what its calls can do besides being called."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.ir.operations import Operation


@dataclass(frozen=True, slots=True)
class CallKind:
    """One way to bind an endpoint function, and the kind of request that the function returns."""

    call: str
    """The runtime's function that binds to a client; `async_` before it for asynchronous ones."""
    calls: str
    """The module of both."""
    request: str
    """The runtime's class of the request."""
    requests: str
    """Its module."""


PLAIN = CallKind("call", ".._runtime.calls", "Request", ".._runtime.request")


def kind_of(operation: Operation) -> CallKind:
    """The kind of an operation."""
    return PLAIN
