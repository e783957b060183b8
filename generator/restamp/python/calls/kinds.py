"""How resources bind an operation, by what its calls can do besides being called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.runtime import modules as runtime

Symbol: TypeAlias = tuple[str, str]
"""A name of the runtime, and its module."""


class Part(Enum):
    """What the class of a request is parametrised with."""

    RESULT = "result"
    """What a response decodes to."""
    PAGE_ITEM = "page item"
    STREAM_ITEM = "stream item"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to call an operation."""

    path: str
    """What stands between the operation and its arguments: nothing, or `.items`."""
    words: str
    """What reports call it."""
    part: Part
    """What it gives; several of an item of a stream."""
    is_faked: bool = False
    """Whether a test says what it gives."""


@dataclass(frozen=True, slots=True, eq=False)
class CallKind:
    """One way to bind an endpoint function, and the kind of request that the function returns.

    A new kind is one of `KINDS`, and a branch of `kind_of`; all else that there is of it is said here.
    """

    call: str
    """The runtime's function that binds to a client; `async_` before it for asynchronous ones."""
    calls: str
    """The module of both."""
    request: str
    """The runtime's class of the request."""
    requests: str
    """Its module."""
    ways: tuple[Way, ...]
    """What a caller can do."""
    parts: tuple[Part, ...] = (Part.RESULT,)
    """The parameters of the request's class."""
    fake: Symbol = ("fake", runtime.FAKES)
    """The function that makes a fake of an endpoint function."""
    fake_api: Symbol = ("FakeApi", runtime.FAKES)
    """The base class that a fake of the whole API needs for it."""
    client: Symbol | None = None
    """The class that a client inherits where operations are of this kind; `Async` before it likewise."""
    exports: Mapping[str, str] = field(default_factory=dict[str, str])
    """What calls give, for annotations of the caller's, by the module of each."""
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    """What calls raise besides, by the module of each."""

    @property
    def has_result(self) -> bool:
        """Whether a response may be read as a whole."""
        return Part.RESULT in self.parts


_CALL = Way("", "the call", Part.RESULT, is_faked=True)
PLAIN = CallKind("call", runtime.CALLS, "Request", runtime.REQUEST, (_CALL,))
PAGED = CallKind(
    "paged_call",
    runtime.PAGES,
    "PagedRequest",
    runtime.PAGED,
    (_CALL, Way(".items", "the walk through the items of all pages", Part.PAGE_ITEM)),
    (Part.RESULT, Part.PAGE_ITEM),
    client=runtime.SENDS_PAGES,
    exports={"Page": runtime.PAGED, "Listing": runtime.PAGES, "AsyncListing": runtime.PAGES},
    errors={"PaginationError": runtime.PAGE_ERRORS},
)
WAITED = CallKind(
    "waited_call",
    runtime.WAITERS,
    "Request",
    runtime.REQUEST,
    (_CALL, Way(".wait", "the wait for its end", Part.RESULT)),
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
    (Way("", "the call", Part.STREAM_ITEM, is_faked=True),),
    (Part.STREAM_ITEM,),
    ("fake_stream", runtime.FAKES_STREAMS),
    ("FakeStreamApi", runtime.FAKES_STREAMS),
    runtime.SENDS_STREAMS,
    _STREAM_EXPORTS,
)
STREAMABLE = CallKind(
    "streamable_call",
    runtime.STREAM_CALLS,
    "StreamableRequest",
    runtime.STREAM_REQUESTS,
    (_CALL, Way(".stream", "the stream", Part.STREAM_ITEM, is_faked=True)),
    (Part.RESULT, Part.STREAM_ITEM),
    ("fake_streamable", runtime.FAKES_STREAMS),
    ("FakeStreamApi", runtime.FAKES_STREAMS),
    runtime.SENDS_STREAMS,
    _STREAM_EXPORTS,
)
KINDS = (PLAIN, PAGED, WAITED, STREAM, STREAMABLE)
WAYS: Mapping[str, Way] = {way.path: way for kind in reversed(KINDS) for way in kind.ways}
"""All that can be done with operations, by what stands behind their names."""


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
