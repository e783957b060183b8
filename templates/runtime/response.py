"""Responses, and their bodies as what the document describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property, partial
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    NamedTuple,
    Protocol,
    TypeVar,
    cast,
    get_origin,
)

from pydantic import ValidationError

from .codec import adapter, restored
from .decoding import data, decoded, joined, media_type_of, raw
from .drift import SWITCH, DriftReporter, Note, Unfit, problems, salvaged, without_input
from .errors import DecodeError, TransportError, undecodable
from .lazy import public
from .request import Request, Statuses, Undocumented
from .shapes import choices

if TYPE_CHECKING:
    import httpx2

_UNKNOWN = object()
_NO_CONTENT = (204, 205)
"""RFC 9110, sections 15.3.5 and 15.3.6."""

T = TypeVar("T")
H = TypeVar("H")


@public
class Response(Generic[T]):
    """A successful response; `value` is decoded on first access."""

    def __init__(
        self,
        request: Request[T],
        status: int,
        headers: Mapping[str, str],
        content: bytes,
        drift: DriftReporter | None = None,
        observer: Any = None,
    ) -> None:
        self.request: Final = request
        self.status: Final = status
        self.headers: Final = headers
        self.content: Final = content
        self.drift: Final = drift
        """Reports a body that does not match; None in a strict client."""
        self.observer: Final = observer
        """A log of differences, if there is one."""

    def header(self, name: str, kind: type[H], separator: str = ",") -> H | None:
        """The value of a header, None if it is missing.

        The items of a `list` are between separators; dates are written as in HTTP or ISO 8601.

        Raises:
            DecodeError: The header is not a valid `kind`.
        """
        text = self.headers.get(name)
        if text is None:
            return None
        try:
            return cast(H, _header(text, kind, separator))
        except ValueError as error:
            cause = without_input(error)
        shown = kind if get_origin(kind) else getattr(kind, "__name__", kind)
        raise self.undecodable(f"an invalid header {name}: not a {shown}") from cause

    def undecodable(self, what: str) -> DecodeError:
        """The error for a response that cannot be decoded."""
        return undecodable(self.request, self.status, self.headers, what, self.content)

    @cached_property
    def value(self) -> T:
        """The decoded body.

        Raises:
            DecodeError: The client is strict, and the body does not match the document.
        """
        return cast(T, _decoded(self))

    def __repr__(self) -> str:
        return f"<Response {self.status} to {self.request.method} {self.request.url}>"


class OpenResponse(NamedTuple):
    """A successful response whose body has not been read; the reader closes it."""

    request: Request[Any]
    status: int
    headers: Mapping[str, str]
    http: httpx2.Response
    failure: Callable[[Exception], TransportError]
    """Converts an error of httpx2 while reading."""
    drift: DriftReporter | None = None
    observer: Any = None
    """As in `Response`, for the items of a stream."""

    def undecodable(self, what: str, content: bytes = b"") -> DecodeError:
        """The error for a response that cannot be decoded."""
        return undecodable(self.request, self.status, self.headers, what, content)

    def __repr__(self) -> str:
        request = self.request
        return f"<OpenResponse {self.status} to {request.method} {request.url}>"


class Sends(Protocol):
    """What features use of a client."""

    def send_raw(self, request: Request[T]) -> Response[T]: ...
    def send_open(self, request: Request[Any]) -> OpenResponse: ...


class AsyncSends(Protocol):
    """What features use of an asynchronous client."""

    async def send_raw(self, request: Request[T]) -> Response[T]: ...
    async def send_open(self, request: Request[Any]) -> OpenResponse: ...


def lookup(types: Statuses, status: int, default: Any = Undocumented) -> Any:
    """The type for a status: of the status itself, its range, or "default"."""
    for key in (status, f"{status // 100}XX", "default"):
        if key in types:
            return types[key]
    return default


def is_success(request: Request[Any], status: int) -> bool:
    """Whether a status is a success: 200 to 299, and those documented as such."""
    types = request.response_type
    is_documented = isinstance(types, Mapping) and status in cast(Statuses, types)
    return is_documented or 200 <= status < 300


def response_type(request: Request[Any], status: int) -> Any:
    """The type of a response with this status, `Undocumented` if there is none."""
    documented = request.response_type
    if not isinstance(documented, Mapping):
        return documented
    types = cast(Statuses, documented)
    own = {k: v for k, v in types.items() if k != "default"}
    kind = lookup(own, status, _UNKNOWN)
    if kind is not _UNKNOWN:
        return kind
    successes = [v for k, v in types.items() if str(k).startswith("2")]
    successes = [v for v in successes if v not in (None, Undocumented)] or successes
    if successes and all(v == successes[0] for v in successes[1:]):
        return successes[0]
    return types.get("default", Undocumented)


def _decoded(response: Response[Any]) -> Any:
    request, content = response.request, response.content
    annotation = response_type(request, response.status)
    if not content:
        return _empty(response, annotation)
    if annotation is None:
        return _unexpected(response)
    if annotation is Undocumented:
        _check_status(response)
    elif request.other_media_types and _is_other(response):
        annotation = Undocumented
    headers, observer = response.headers, response.observer
    try:
        if observer is None:
            return decoded(annotation, content, headers, request.accept)
        read = partial(decoded, annotation, content, headers, request.accept)
        return observer.reads(response, annotation, content, read)
    except ValueError as error:
        problem = without_input(error)
    array = _array(response, annotation)
    if array is not None:
        content, problem = array.encode(), Unfit("JSON texts one after another")

    def salvage(note: Note | None = None) -> Any:
        return salvaged(annotation, data(content, headers, annotation), note)

    value = None
    if observer is not None:
        value = observer.salvages(response, annotation, problem, salvage)
    _report(response, problem)
    value = salvage() if observer is None else value
    return restored(annotation, value, content)


def _array(response: Response[Any], annotation: Any) -> str | None:
    """The body as an array if the document describes a list but the server sends items."""
    possible = choices(annotation)
    if all(one.item is None and one.type is not Any for one in possible):
        return None
    return joined(response.content, media_type_of(response.headers, ""))


def _empty(response: Response[Any], annotation: Any) -> Any:
    """The value of an empty body: None, except for text and files."""
    if annotation is None:
        return None
    if annotation is Undocumented:
        _check_status(response)
        return None
    if annotation in (str, bytes) and response.status not in _NO_CONTENT:
        return annotation()
    try:
        return adapter(annotation).validate_python(None)
    except ValidationError as error:
        empty = Unfit("it is empty")
        empty.__cause__ = without_input(error)
        _observe(response, empty)
        _report(response, empty)
    return None


def _unexpected(response: Response[Any]) -> Any:
    """The value of a body where the document describes none; `null` counts as none."""
    value = raw(response.content, media_type_of(response.headers, ""))
    if value is not None:
        unexpected = Unfit("no content is described")
        _observe(response, unexpected)
        _report(response, unexpected)
    return value


def _observe(response: Response[Any], error: ValueError) -> None:
    """Logs a body that differs as a whole."""
    if response.observer is not None:
        response.observer.differs(response, error)


def _check_status(response: Response[Any]) -> None:
    """Reports a status that the document does not describe."""
    types = response.request.response_type
    if isinstance(types, Mapping) and response.drift is not None:
        known = lookup(cast(Statuses, types), response.status, _UNKNOWN)
        if known is _UNKNOWN:
            problem = {"status": f"status {response.status} is not described"}
            request, status = response.request, response.status
            response.drift.report(request, status, problem, response.content)


def _is_other(response: Response[Any]) -> bool:
    """Whether the media type is another one that the document describes."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return any(
        kind == other or (other.endswith("/*") and kind.startswith(other[:-1]))
        for other in response.request.other_media_types
    )


def _report(response: Response[Any], error: ValueError) -> None:
    """Reports a body that does not fit.

    Raises:
        DecodeError: The client is strict.
    """
    if response.drift is None:
        raise response.undecodable(
            f"a body that does not match the document: {_reason(response, error)}; "
            f"{SWITCH}"
        ) from error
    request, status, content = response.request, response.status, response.content
    response.drift.report(request, status, problems(error), content)


def _header(text: str, kind: Any, separator: str) -> Any:
    """The value of a header in style simple (OpenAPI, "Header Object")."""
    if kind in (date, datetime) and "-" not in text.strip()[1:] and ":" not in text:
        raise ValueError("digits are not a date")  # pydantic reads seconds since 1970
    if get_origin(kind) is list:
        return adapter(kind).validate_python([t.strip() for t in text.split(separator)])
    try:
        return adapter(kind).validate_strings(text)
    except ValidationError as error:
        try:
            moment = _http_date(text)
        except ValueError:
            raise error from None
        return adapter(kind).validate_python(moment)


def _http_date(text: str) -> datetime:
    """The moment of a date as HTTP writes it, from the year 0001, not 2001, on."""
    moment, year = parsedate_to_datetime(text), re.search(r" (00\d\d) ", text)
    return moment.replace(year=int(year[1])) if year else moment


def _reason(response: Response[Any], error: ValueError) -> str:
    """The first problem and the number of others, without the values."""
    first = next(iter(problems(error).values()))
    count = error.error_count() - 1 if isinstance(error, ValidationError) else 0
    kind = response.headers.get("content-type", "no content type")
    return f"{first}{f', and {count} more' if count else ''} ({kind})"
