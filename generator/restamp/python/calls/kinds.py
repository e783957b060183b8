"""How resources bind an operation, by what its calls can do besides being called."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.python.modules import runtime


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


PLAIN = CallKind("call", runtime.CALLS, "Request", runtime.REQUEST)
PAGED = CallKind("paged_call", runtime.PAGES, "PagedRequest", runtime.PAGED)
WAITED = CallKind("waited_call", runtime.WAITERS, "Request", runtime.REQUEST)
STREAM = CallKind("stream_call", runtime.STREAM_CALLS, "StreamRequest", runtime.STREAM_REQUESTS)
STREAMABLE = CallKind(
    "streamable_call", runtime.STREAM_CALLS, "StreamableRequest", runtime.STREAM_REQUESTS
)


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
