"""Kinds of operations: plain, paginated, polled, streaming. Each kind has its runtime functions and classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import Enum
from typing import TypeAlias

from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.records import dataclass
from restamp.runtime import modules as runtime

Symbol: TypeAlias = tuple[str, str]
"""A name of the runtime, and its module."""


class Part(Enum):
    """A type parameter of a request class."""

    RESULT = "result"
    """The decoded response."""
    PAGE_ITEM = "page item"
    STREAM_ITEM = "stream item"


@dataclass(frozen=True, slots=True)
class CallVariant:
    """One way to call an operation: the call itself, or a method of it."""

    path: str
    """Suffix of the operation, such as `.items`; empty for the call itself."""
    words: str
    """A description for reports."""
    part: Part
    """What it returns; a stream of items for STREAM_ITEM."""
    is_faked: bool = False
    """Whether a fake defines its result."""


@dataclass(frozen=True, slots=True, eq=False)
class CallKind:
    """One kind of operation: how its endpoint function is bound, and which request it returns.

    To add a kind, add it to `KINDS` and to `kind_of`. Call variants, exports, errors, the fake and `restamp diff` follow
    from the fields here; CONTRIBUTING.md, "A new kind of call", lists what does not.
    """

    call: str
    """The runtime function that binds it to a client; with the prefix `async_` for asynchronous clients."""
    calls: str
    """The module of both functions."""
    request: str
    """The runtime class of its requests."""
    requests: str
    """Its module."""
    variants: tuple[CallVariant, ...]
    """Ways to call the operation."""
    parts: tuple[Part, ...] = (Part.RESULT,)
    """The type parameters of the request class."""
    fake: Symbol = ("fake", runtime.FAKES)
    """The function that creates a fake of an endpoint function."""
    fake_api: Symbol = ("FakeApi", runtime.FAKES)
    """The base class that the fake API needs for it."""
    client: Symbol | None = None
    """The base class a client needs for it; with the prefix `Async` for asynchronous clients."""
    exports: Mapping[str, str] = field(default_factory=dict[str, str])
    """Result classes that callers may need in annotations, with their modules."""
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    """Further exceptions of its calls, with their modules."""
    xml_call: Symbol | None = None
    """The function that binds it if XML is decoded as the type of the response; with the prefix `async_` as `call`."""

    @property
    def has_result(self) -> bool:
        """Whether the response can be read as a whole."""
        return Part.RESULT in self.parts


_CALL = CallVariant("", "the call", Part.RESULT, is_faked=True)
PLAIN = CallKind(
    "call",
    runtime.CALLS,
    "Request",
    runtime.REQUEST,
    (_CALL,),
    xml_call=("xml_call", runtime.XML_CALLS),
)
PAGED = CallKind(
    "paged_call",
    runtime.PAGES,
    "PagedRequest",
    runtime.PAGED,
    (_CALL, CallVariant(".items", "iterates over the items of all pages", Part.PAGE_ITEM)),
    (Part.RESULT, Part.PAGE_ITEM),
    client=runtime.SENDS_PAGES,
    exports={"Page": runtime.NEXT_PAGES, "Listing": runtime.PAGES, "AsyncListing": runtime.PAGES},
    errors={"PaginationError": runtime.PAGE_ERRORS},
    xml_call=("xml_paged_call", runtime.XML_PAGED_CALLS),
)
WAITED = CallKind(
    "waited_call",
    runtime.WAITERS,
    "Request",
    runtime.REQUEST,
    (_CALL, CallVariant(".wait", "polls until it finishes", Part.RESULT)),
    errors=dict.fromkeys(("WaitError", "WaitTimeoutError"), runtime.WAIT_ERRORS),
    xml_call=("xml_waited_call", runtime.XML_WAITED_CALLS),
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
    (CallVariant("", "the call", Part.STREAM_ITEM, is_faked=True),),
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
    (_CALL, CallVariant(".stream", "streams the response", Part.STREAM_ITEM, is_faked=True)),
    (Part.RESULT, Part.STREAM_ITEM),
    ("fake_streamable", runtime.FAKES_STREAMS),
    ("FakeStreamApi", runtime.FAKES_STREAMS),
    runtime.SENDS_STREAMS,
    _STREAM_EXPORTS,
)
KINDS = (PLAIN, PAGED, WAITED, STREAM, STREAMABLE)
CALL_VARIANTS: Mapping[str, CallVariant] = {
    variant.path: variant for kind in reversed(KINDS) for variant in kind.variants
}
"""All variants, by suffix."""


def kinds_of(operations: Iterable[Operation]) -> list[CallKind]:
    """The kinds of operations, in a fixed order."""
    kinds = list(map(kind_of, operations))
    return [kind for kind in KINDS if kind in kinds]


def kind_of(operation: Operation) -> CallKind:
    """The kind of an operation."""
    described = [response for response in success_responses(operation) if response.contents]
    codecs = {response.contents[0].codec for response in described}
    whole = {codec for codec in codecs if not codec.is_stream}
    if whole == {Codec.BINARY} or _stream_in(described) is None:
        if operation.pagination is not None:
            return PAGED
        return PLAIN if operation.waiter is None else WAITED
    return STREAMABLE if whole else STREAM


def is_undescribed(operation: Operation) -> bool:
    """Whether a success of an operation may have content that the document does not describe."""
    responses = success_responses(operation)
    return operation.method != "HEAD" and (
        not responses or any(not r.contents and r.status.has_content for r in responses)
    )


def stream_of(operation: Operation) -> Content | None:
    """The stream that an operation may return; None if it does not."""
    return _stream_in(success_responses(operation))


def _stream_in(responses: Iterable[Response]) -> Content | None:
    for response in responses:
        for content in response.contents:
            if content.codec.is_stream:
                return content
    return None


def is_stream(response: Response) -> bool:
    """Whether a response is only available as a stream."""
    return bool(response.contents) and response.contents[0].codec.is_stream


def success_responses(operation: Operation) -> list[Response]:
    """The responses that are not errors."""
    successes = [r for r in operation.responses if r.status.is_success]
    return successes or [r for r in operation.responses if r.status.is_default]
