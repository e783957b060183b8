"""Fakes that respond as a recording of real calls says."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from json import loads
from os import PathLike
from typing import Any, Protocol, Self, cast
from urllib.parse import urlsplit

import httpx2

from .api import Api
from .errors import DecodeError
from .fakes_calls import FakeCall, Route, UnexpectedCall, find_route, recorded
from .recordings import body_of
from .redaction import MASK
from .request import Request
from .response import Response, is_success

MOST_NEAR = 3
"""Recorded calls that an error lists."""

_NO_ARGUMENTS = frozenset("""
    accept accept-charset accept-encoding accept-language authorization cache-control
    connection content-encoding content-length content-type cookie date expect host origin
    pragma priority proxy-authorization referer te traceparent tracestate
    transfer-encoding upgrade-insecure-requests user-agent x-request-id
    """.split())
"""Headers that are no arguments of an operation."""

_OF_THE_CONNECTION = frozenset(
    "connection content-encoding content-length keep-alive transfer-encoding".split()
)


class Server(Protocol):
    """What is used of a fake."""

    api: Api
    base_url: str

    @property
    def routes(self) -> Mapping[str, Route]: ...
    def request(self, route: Route) -> Request[Any]: ...
    def below(self, path: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded call."""

    request: httpx2.Request
    template: str | None
    """The path of the operation in the document, if it is known."""
    status: int
    headers: list[tuple[str, str]]
    content: bytes
    error: str
    """The class of the error in place of a response, or while it was read."""
    is_truncated: bool
    call: FakeCall | None = None
    """The operation and its arguments; None if it is none of the API."""
    base_url: str = ""

    def response(self) -> httpx2.Response:
        """The recorded response.

        Raises:
            httpx2.RequestError: The call failed.
            UnexpectedCall: The recording does not have all of it.
        """
        method, url = self.request.method, self.request.url
        if self.is_truncated:
            raise UnexpectedCall(
                f"{method} {url} was not recorded as a whole: its body is too large"
            )
        error = _error(self.error) if self.error else None
        if error is not None and not self.status:
            raise error
        stream = _Failing(self.content, error) if error else None
        content = None if stream else self.content
        return httpx2.Response(
            self.status, headers=self.headers, content=content, stream=stream
        )


class ReplaysCalls:
    """What a fake with recordings has: `Fake.replaying("calls.har")`."""

    @classmethod
    def replaying(cls, path: str | PathLike[str]) -> Self:
        """A fake that responds as a recording says: a HAR file, as `Recording` writes it.

        Operations and arguments must be equal to those of a recorded call; equal calls
        get its responses in their order, and then the last one again. Other calls raise
        `UnexpectedCall`.

        Raises:
            ValueError: It is no HAR file.
        """
        fake: Any = cast(Any, cls)(strict=True)
        fake.server_.replay = replay = Replay(fake.server_, path)
        fake.server_.base_url = replay.base_url
        return cast(Self, fake)


class Replay:
    """The responses of a recording: for equal calls in their order, the last one again."""

    def __init__(self, server: Server, path: str | PathLike[str]) -> None:
        self._calls = [c for c in read(server, path) if c.status or c.error]
        self._used: set[int] = set()
        bases = [c.base_url for c in self._calls if c.base_url]
        self.base_url = bases[0] if bases else server.base_url
        self._keys = {
            route.template: server.request(route).idempotency_key
            for route in server.routes.values()
            if any(c.call and c.call.operation == route.name for c in self._calls)
        }

    def __call__(self, call: FakeCall, route: Route) -> httpx2.Response:
        """The response to a call.

        Raises:
            UnexpectedCall: No equal call was recorded.
        """
        ignored = {(self._keys.get(route.template) or "").lower(), *_NO_ARGUMENTS}
        differences = [
            (_differences(one.call, call, ignored), index)
            for index, one in enumerate(self._calls)
            if one.call is not None and one.call.operation == call.operation
        ]
        equal = [index for faults, index in differences if not faults]
        more = {i: self._more_headers(self._calls[i], call, ignored) for i in equal}
        equal = [index for index in equal if more[index] == min(more.values())]
        if not equal:
            near = sorted(differences, key=lambda pair: len(pair[0]))[:MOST_NEAR]
            raise UnexpectedCall(self._unknown(call, near))
        return self._next(equal)

    def plain(self, request: httpx2.Request) -> httpx2.Response | None:
        """The response to a request of no operation, such as one after a redirect."""
        target = request.url.raw_path
        equal = [
            index
            for index, one in enumerate(self._calls)
            if one.request.method == request.method
            and one.request.url.raw_path == target
        ]
        return self._next(equal) if equal else None

    def _more_headers(self, one: Recorded, call: FakeCall, ignored: set[str]) -> int:
        """How many headers of a recorded call another lacks; browsers send many."""
        headers: Mapping[str, str] = one.call.headers if one.call else {}
        names = [name for name, value in headers.items() if value != MASK]
        return sum(name not in call.headers and name not in ignored for name in names)

    def _next(self, equal: Sequence[int]) -> httpx2.Response:
        unused = [index for index in equal if index not in self._used]
        index = unused[0] if unused else equal[-1]
        self._used.add(index)
        return self._calls[index].response()

    def _unknown(
        self, call: FakeCall, near: Sequence[tuple[Mapping[str, str], int]]
    ) -> str:
        message = f"{call.method} {call.url} was never recorded"
        if not near:
            return f"{message}, nor was any other call of {call.operation}"
        lines = [
            f"{one.request.method} {one.request.url}, which differs in "
            + ", ".join(f"{name} ({what})" for name, what in faults.items())
            for one, faults in ((self._calls[i], faults) for faults, i in near)
        ]
        return "; ".join([f"{message}. The nearest: {lines[0]}", *lines[1:]])


def read(server: Server, path: str | PathLike[str]) -> list[Recorded]:
    """The calls of a recording, without those for tokens and the refusals before them.

    Raises:
        ValueError: It is no HAR file.
    """
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    try:
        entries: list[dict[str, Any]] = loads(text)["log"]["entries"]
        calls = [_located(server, _recorded(entry)) for entry in entries]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a HAR file: {error!r}") from error
    return [one for index, one in enumerate(calls) if not _is_refusal(calls, index)]


def problems_of(server: Server, path: str | PathLike[str]) -> list[str]:
    """Where a recording does not fit the document: operations that are gone, and
    responses that a strict client refuses."""
    problems: list[str] = []
    for one in read(server, path):
        shown = f"{one.request.method} {one.request.url}"
        if one.call is None:
            if one.template is not None:
                problems.append(f"{shown}: the document has no such operation")
            continue
        request = server.request(server.routes[one.call.operation])
        is_whole = not (one.error or one.is_truncated)
        if not is_whole or not is_success(request, one.status) or _is_stream(one):
            continue
        request.parameters = one.call.path
        headers = httpx2.Headers(one.headers)
        try:
            _ = Response(request, one.status, headers, one.content).value
        except DecodeError as error:
            problems.append(f"{shown}: {error}")
    return problems


def _is_stream(one: Recorded) -> bool:
    """Whether a body is a sequence of items, which are decoded one by one."""
    kinds = [value for name, value in one.headers if name.lower() == "content-type"]
    media_type = "".join(kinds).lower()
    names = ("event-stream", "jsonl", "ndjson", "json-seq", "multipart/")
    return any(name in media_type for name in names)


def _recorded(entry: Mapping[str, Any]) -> Recorded:
    sent, response = entry["request"], entry["response"]
    headers = [
        (item["name"], item["value"])
        for item in sent["headers"]
        if not item["name"].startswith(":")  # HTTP/2
    ]
    content = body_of(sent.get("postData"))
    own = [pair for pair in headers if pair[0].lower() not in _OF_THE_CONNECTION]
    request = httpx2.Request(sent["method"], sent["url"], headers=own, content=content)
    return Recorded(
        request,
        entry.get("_template"),
        int(response["status"]),
        [
            (item["name"], item["value"])
            for item in response["headers"]
            if item["name"].lower() not in _OF_THE_CONNECTION
            and not item["name"].startswith(":")
        ],
        body_of(response["content"]),
        str(entry.get("_error", "")),
        bool(entry.get("_truncated")),
    )


def _located(server: Server, one: Recorded) -> Recorded:
    """A recorded call with its operation."""
    url = one.request.url
    path, _, query = url.raw_path.decode("ascii").partition("?")
    starts = [match.start() for match in re.finditer("/", path)]
    below = [*server.below(path), *(path[start:] for start in starts)]
    matches = [
        (match, part)
        for part in below
        if (
            match := find_route(
                server.routes.values(), one.request.method, [part], query, one.template
            )
        )
        and one.template in (None, match[0].template)
    ]
    if not matches:
        return one
    (route, values), part = matches[0]
    call = recorded(server.api, route, values, one.request)
    origin = urlsplit(str(url))
    base = f"{origin.scheme}://{origin.netloc}{path[: len(path) - len(part)]}"
    return replace(one, call=_normal(call), base_url=base)


def _is_refusal(calls: Sequence[Recorded], index: int) -> bool:
    """Whether a call is one for a token, or one that was repeated with a new token."""
    one = calls[index]
    if one.call is None:
        return one.template is None and b"grant_type=" in one.request.content
    if one.status != 401:
        return False
    for position, later in enumerate(calls[index + 1 :], index + 1):
        is_equal = later.call and not _differences(one.call, later.call, _NO_ARGUMENTS)
        if is_equal:
            between = range(index + 1, position)
            return any(_is_refusal(calls, i) and not calls[i].call for i in between)
    return False


def _differences(
    one: FakeCall | None, other: FakeCall, ignored: frozenset[str] | set[str]
) -> dict[str, str]:
    """The arguments in which a call differs from a recorded one."""
    if one is None:
        return {"operation": ""}
    other, faults = _normal(other), dict[str, str]()
    for place in ("path", "query"):
        before: Mapping[str, Any] = getattr(one, place)
        after: Mapping[str, Any] = getattr(other, place)
        for name in dict.fromkeys((*before, *after)):
            if not _same(before.get(name), after.get(name)):
                faults[f"{place} {name}"] = f"{before.get(name)!r}"
    for name, value in other.headers.items():
        is_argument = name.lower() not in ignored and value != MASK
        if is_argument and not _same(one.headers.get(name), value):
            faults[f"header {name}"] = f"{one.headers.get(name)!r}"
    if not _same(one.body, other.body):
        faults["body"] = "another one"
    return faults


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal; what is redacted is equal to everything."""
    if one == MASK:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        first, second = cast(dict[str, Any], one), cast(dict[str, Any], other)
        names = first.keys() | second.keys()
        return all(n in first and n in second for n in names) and all(
            _same(first[n], second[n]) for n in names
        )
    if isinstance(one, list) and isinstance(other, list):
        items, others = cast(list[object], one), cast(list[object], other)
        return len(items) == len(others) and all(map(_same, items, others))
    if isinstance(one, str) and isinstance(other, str) and MASK in one:
        pattern = ".*".join(map(re.escape, one.split(MASK)))
        return re.fullmatch(pattern, other, re.DOTALL) is not None
    if isinstance(one, bytes) and isinstance(other, bytes) and MASK.encode() in one:
        parts = b".*".join(map(re.escape, one.split(MASK.encode())))
        return re.fullmatch(parts, other, re.DOTALL) is not None
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _normal(call: FakeCall) -> FakeCall:
    """A call whose multipart body has always the same boundary."""
    media_type = call.headers.get("content-type", "")
    boundary = re.search(r"boundary=\"?([^\";]+)", media_type)
    if not isinstance(call.body, bytes) or boundary is None:
        return call
    return replace(call, body=call.body.replace(boundary[1].encode(), b"boundary"))


def _error(name: str) -> Exception:
    """An error of httpx2 by its name."""
    kind = getattr(httpx2, name, None)
    if isinstance(kind, type) and issubclass(kind, httpx2.RequestError):
        return kind(f"recorded: {name}")
    return httpx2.ReadError(f"recorded: {name}")


class _Failing(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that ends with an error."""

    def __init__(self, content: bytes, error: Exception) -> None:
        self._content = content
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield self._content
        raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content
        raise self._error
