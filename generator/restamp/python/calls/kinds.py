"""How resources bind an operation, by what its calls can do besides being called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True, eq=False)
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
    client: tuple[str, str] | None = None
    """The class that a client inherits where operations are of this kind, and its module; `Async` before it likewise."""
    exports: Mapping[str, str] = field(default_factory=dict[str, str])
    """What calls give, for annotations of the caller's, by the module of each."""
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    """What calls raise besides, by the module of each."""


PLAIN = CallKind("call", runtime.CALLS, "Request", runtime.REQUEST)
PAGED = CallKind(
    "paged_call",
    runtime.PAGES,
    "PagedRequest",
    runtime.PAGED,
    runtime.SENDS_PAGES,
    {"Page": runtime.PAGED, "Listing": runtime.PAGES, "AsyncListing": runtime.PAGES},
    {"PaginationError": runtime.PAGE_ERRORS},
)
WAITED = CallKind(
    "waited_call",
    runtime.WAITERS,
    "Request",
    runtime.REQUEST,
    errors=dict.fromkeys(("WaitError", "WaitTimeoutError"), runtime.WAIT_ERRORS),
)
_STREAM_EXPORTS = {
    "Event": runtime.EVENTS,
    "Stream": runtime.STREAMS,
    "AsyncStream": runtime.STREAMS,
}
STREAM = CallKind(
    "stream_call",
    runtime.STREAM_CALLS,
    "StreamRequest",
    runtime.STREAM_REQUESTS,
    runtime.SENDS_STREAMS,
    _STREAM_EXPORTS,
)
STREAMABLE = CallKind(
    "streamable_call",
    runtime.STREAM_CALLS,
    "StreamableRequest",
    runtime.STREAM_REQUESTS,
    runtime.SENDS_STREAMS,
    _STREAM_EXPORTS,
)
KINDS = (PLAIN, PAGED, WAITED, STREAM, STREAMABLE)


def kinds_of(operations: Iterable[Operation]) -> list[CallKind]:
    """The kinds of operations, in a fixed order."""
    kinds = list(map(kind_of, operations))
    return [kind for kind in KINDS if kind in kinds]


def kind_of(operation: Operation) -> CallKind:
    """The kind of an operation."""
    codecs = {response.contents[0].codec for response in answers_of(operation) if response.contents}
    whole = {codec for codec in codecs if not codec.is_stream}
    if whole == {Codec.BINARY} or stream_of(operation) is None:
        if operation.pagination is not None:
            return PAGED
        return PLAIN if operation.waiter is None else WAITED
    return STREAMABLE if whole else STREAM


def is_undescribed(operation: Operation) -> bool:
    """Whether a success of an operation may have content that the document does not describe."""
    responses = answers_of(operation)
    return operation.method != "HEAD" and (
        not responses or any(not r.contents and r.status.has_content for r in responses)
    )


def stream_of(operation: Operation) -> Content | None:
    """The stream that an operation may be answered with; None where it is not."""
    contents = (content for response in answers_of(operation) for content in response.contents)
    return next((content for content in contents if content.codec.is_stream), None)


def is_stream(response: Response) -> bool:
    """Whether a response is a stream, and nothing else."""
    return bool(response.contents) and response.contents[0].codec.is_stream


def answers_of(operation: Operation) -> list[Response]:
    """The responses that are answers, and not errors."""
    successes = [r for r in operation.responses if r.status.is_success]
    return successes or [r for r in operation.responses if r.status.is_default]
