"""Responses, and their bodies as what the document describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar, cast

from .decoding import decoded
from .errors import DecodeError, TransportError, undecodable
from .hooks import DriftReporter
from .lazy import public
from .request import Request, Statuses, Undocumented

if TYPE_CHECKING:
    from typing import Final

    import httpx2

_UNKNOWN = object()
_TYPES = type, UnionType  # They are recognized sooner than what is no mapping.

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
        if name not in self.headers:
            return None
        from .drift import header_value  # It loads more than most calls need.

        return cast(H, header_value(self, name, kind, separator))

    def undecodable(self, what: str) -> DecodeError:
        """The error for a response that cannot be decoded."""
        return undecodable(self.request, self.status, self.headers, what, self.content)

    @property  # A `cached_property` of Python 3.11 takes as long as a small body.
    def value(self) -> T:
        """The decoded body.

        Raises:
            DecodeError: The client is strict, and the body does not match the document.
        """
        members = self.__dict__
        if "value" not in members:
            members["value"] = _decoded(self)
        value: T = members["value"]
        return value

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
    is_ok = 200 <= status < 300
    return is_ok or (isinstance(types, Mapping) and status in cast(Statuses, types))


def response_type(request: Request[Any], status: int) -> Any:
    """The type of a response with this status, `Undocumented` if there is none."""
    documented = request.response_type
    if isinstance(documented, _TYPES) or not isinstance(documented, Mapping):
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
    if annotation is Undocumented:
        _check_status(response)
    if not content and (annotation is None or annotation is Undocumented):
        return None
    if not content or annotation is None:
        from .drift import empty, unexpected  # Only for what differs.

        return unexpected(response) if content else empty(response, annotation)
    if request.other_media_types and _is_other(response):
        annotation = Undocumented
    headers, observer = response.headers, response.observer
    try:
        if observer is None:
            return decoded(annotation, content, headers, request.accept)
        read = partial(decoded, annotation, content, headers, request.accept)
        return observer.reads(response, annotation, content, read)
    except ValueError as error:
        from .drift import mismatched, without_input  # Only for what differs.

        problem = without_input(error)
    return mismatched(response, annotation, problem)


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
