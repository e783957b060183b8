"""From the bytes of an answer to its value."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast, get_origin

from pydantic import ValidationError

from .codec import adapter, charset, json_reader, read_data, read_json, restored
from .drift import SWITCH, DriftReporter, Unfit, problems, salvaged, without_input
from .errors import DecodeError, TransportError, undecodable
from .json_texts import as_array, is_lines, parsed
from .request import Request, Statuses, Undocumented
from .shapes import choices

if TYPE_CHECKING:
    import httpx2

_TEXTUAL = ("/xml", "+xml", "yaml", "/javascript", "/csv")
_UNKNOWN = object()
_NO_CONTENT = (204, 205)
"""RFC 9110, sections 15.3.5 and 15.3.6."""

T = TypeVar("T")
H = TypeVar("H")


@dataclass(frozen=True, repr=False)
class Response(Generic[T]):
    """A successful answer; `value` is decoded when it is first asked for."""

    request: Request[T]
    status: int
    headers: Mapping[str, str]
    content: bytes
    drift: DriftReporter | None = None
    """Where a body that does not fit is reported; None where it is an error."""

    def header(self, name: str, kind: type[H]) -> H | None:
        """The value of a header, None if there is none.

        A `list` is what commas separate; dates may be written as in HTTP or ISO 8601.

        Raises:
            DecodeError: The header is no `kind`.
        """
        text = self.headers.get(name)
        if text is None:
            return None
        try:
            return cast(H, _header(text, kind))
        except ValueError as error:
            cause = without_input(error)
        raise self.undecodable(f"a header {name} that is no {kind}") from cause

    def undecodable(self, what: str) -> DecodeError:
        """The error for what is not as the document says."""
        return undecodable(self.request, self.status, self.headers, what, self.content)

    @cached_property
    def value(self) -> T:
        """The decoded body.

        Raises:
            DecodeError: The client is strict, and the body is not what the document
                says.
        """
        return cast(T, _decoded(self))

    def __repr__(self) -> str:
        return f"<Response {self.status} to {self.request.method} {self.request.url}>"


@dataclass(frozen=True, slots=True, repr=False)
class OpenResponse:
    """A successful answer whose body is still to be read, by who closes it then."""

    request: Request[Any]
    status: int
    headers: Mapping[str, str]
    http: httpx2.Response
    failure: Callable[[Exception], TransportError]
    """What to raise from an error of httpx2 while reading."""
    drift: DriftReporter | None = None
    """As in `Response`, for the items of a stream."""

    def undecodable(self, what: str, content: bytes = b"") -> DecodeError:
        """The error for what is not as the document says."""
        return undecodable(self.request, self.status, self.headers, what, content)

    def __repr__(self) -> str:
        request = self.request
        return f"<OpenResponse {self.status} to {request.method} {request.url}>"


class Sends(Protocol):
    """A client as features need it."""

    def send_raw(self, request: Request[T]) -> Response[T]: ...
    def send_open(self, request: Request[Any]) -> OpenResponse: ...


class AsyncSends(Protocol):
    """An asynchronous client as features need it."""

    async def send_raw(self, request: Request[T]) -> Response[T]: ...
    async def send_open(self, request: Request[Any]) -> OpenResponse: ...


def lookup(types: Statuses, status: int, default: Any = Undocumented) -> Any:
    """The type for a status: by the exact one, its range, "default"."""
    for key in (status, f"{status // 100}XX", "default"):
        if key in types:
            return types[key]
    return default


def is_success(request: Request[Any], status: int) -> bool:
    """Whether a status is an answer: all of 200 to 299 are, and what is documented."""
    answer = request.response_type
    named = isinstance(answer, Mapping) and status in cast(Statuses, answer)
    return named or 200 <= status < 300


def answer_type(request: Request[Any], status: int) -> Any:
    """What an answer with this status decodes to, `Undocumented` if nothing says."""
    answer = request.response_type
    if not isinstance(answer, Mapping):
        return answer
    types = cast(Statuses, answer)
    own = {k: v for k, v in types.items() if k != "default"}
    found = lookup(own, status, _UNKNOWN)
    if found is _UNKNOWN:
        good = [v for k, v in types.items() if str(k).startswith("2")]
        good = [v for v in good if v not in (None, Undocumented)] or good
        alike = all(v == good[0] for v in good[1:])
        found = good[0] if good and alike else types.get("default", Undocumented)
    return found


def decoded(
    annotation: Any, content: bytes, headers: Mapping[str, str], expected: str
) -> Any:
    """The value of a body; its media type is the `expected` one if it has none.

    Raises:
        ValueError: The body does not fit (pydantic's ValidationError is one).
    """
    if annotation is None:
        return None
    if annotation is bytes:
        return content
    if annotation is not str and annotation is not Undocumented and content.isascii():
        # ASCII is the same in every charset, so that only what is no JSON needs the
        # media type.
        try:
            return json_reader(annotation)(content)
        except ValidationError:
            pass
    if annotation is Undocumented:
        return _undocumented(content, _media_type(headers, expected))
    media_type = headers.get("content-type", expected).lower()
    is_json = "json" in media_type
    if annotation is str and not is_json:
        if not _is_text(media_type):
            content.decode(charset(media_type))
        return text(content, media_type)
    if not content:
        return adapter(annotation).validate_python(None)
    body = _json_text(content, media_type)
    if is_json:
        return read_json(annotation, body)
    try:
        return read_json(annotation, body)
    except ValidationError:
        return read_data(annotation, raw(content, media_type))


def _undocumented(content: bytes, media_type: str) -> Any:
    array = _joined(content, media_type) if is_lines(media_type) else None
    return raw(content, media_type) if array is None else parsed(array)


def raw(content: bytes, media_type: str) -> Any:
    """A body as JSON data, text or bytes, as its media type says; None if empty.

    Without a media type, or with one that is wrong, it is the first of these that fits.
    """
    if not content:
        return None
    essence = media_type.partition(";")[0].strip()
    if not essence or "json" in essence:
        try:
            return parsed(_json_text(content, media_type))
        except ValueError:
            return _text_or_bytes(content, media_type)
    return text(content, media_type) if _is_text(media_type) else content


def _is_text(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip()
    is_text = essence.startswith("text/") or essence.endswith(_TEXTUAL)
    return is_text or "charset=" in media_type


def _text_or_bytes(content: bytes, media_type: str) -> str | bytes:
    try:
        content.decode(charset(media_type))
    except ValueError:
        return content
    return text(content, media_type)


def text(content: bytes, media_type: str) -> str:
    """A body as text, in the charset that the media type names, else UTF-8."""
    return content.decode(charset(media_type), "replace").removeprefix("\ufeff")


def _json_text(content: bytes, media_type: str) -> bytes | str:
    """JSON is UTF-8 without a mark (RFC 8259, section 8.1); some servers differ."""
    if "charset=" in media_type and "utf-8" not in media_type:
        return text(content, media_type)
    if content.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        return content.decode("utf-16", "replace")
    return content[3:] if content.startswith(b"\xef\xbb\xbf") else content


def _media_type(headers: Mapping[str, str], expected: str) -> str:
    """The media type of a body; the `expected` one if it has none and that is one."""
    fallback = "" if "," in expected or "*" in expected else expected
    return headers.get("content-type", fallback).lower()


def _decoded(response: Response[Any]) -> Any:
    request, content = response.request, response.content
    annotation = answer_type(request, response.status)
    if not content:
        return _empty(response, annotation)
    if annotation is None:
        return _unexpected(response)
    if annotation is Undocumented:
        _check_status(response)
    elif request.other_media_types and _is_other(response):
        annotation = Undocumented
    try:
        return decoded(annotation, content, response.headers, request.accept)
    except ValueError as error:
        problem = without_input(error)
    array = _array(response, annotation)
    if array is not None:
        content, problem = array.encode(), Unfit("JSON texts one after another")
    _report(response, problem)
    value = salvaged(annotation, data(content, response.headers))
    return restored(annotation, value, content)


def _array(response: Response[Any], annotation: Any) -> str | None:
    """The body as an array, where a list is described and its items arrive alone."""
    possible = choices(annotation)
    if all(one.item is None and one.type is not Any for one in possible):
        return None
    return _joined(response.content, _media_type(response.headers, ""))


def _joined(content: bytes, media_type: str) -> str | None:
    """JSON texts one after another as an array; one is enough in JSON lines."""
    body = _json_text(content, media_type)
    whole = body if isinstance(body, str) else body.decode("utf-8", "replace")
    return as_array(whole, 1 if is_lines(media_type) else 2)


def _empty(response: Response[Any], annotation: Any) -> Any:
    """The value of no bytes: None, except where no bytes are a text or a file."""
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
        _report(response, empty)
    return None


def _unexpected(response: Response[Any]) -> Any:
    """What came where the document says that nothing does; nothing may be a `null`."""
    value = raw(response.content, _media_type(response.headers, ""))
    if value is not None:
        _report(response, Unfit("no content is described"))
    return value


def _check_status(response: Response[Any]) -> None:
    """Reports a status that no documented one stands for."""
    types = response.request.response_type
    if isinstance(types, Mapping) and response.drift is not None:
        known = lookup(cast(Statuses, types), response.status, _UNKNOWN)
        if known is _UNKNOWN:
            problem = {"status": f"status {response.status} is not described"}
            request, status = response.request, response.status
            response.drift.report(request, status, problem, response.content)


def _is_other(response: Response[Any]) -> bool:
    """Whether it is another representation that the document describes."""
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
            f"a body that is not what the document says: {_reason(response, error)}; "
            f"{SWITCH}"
        ) from error
    found = problems(error)
    request, status, content = response.request, response.status, response.content
    response.drift.report(request, status, found, content)


def json_data(content: bytes, headers: Mapping[str, str]) -> Any:
    """A body as JSON data, whatever its media type.

    Bytes that its charset has not become a U+FFFD.

    Raises:
        ValueError: It is no JSON.
    """
    media_type = headers.get("content-type", "").lower()
    body = _json_text(content, media_type)
    try:
        return parsed(body)
    except ValueError:
        if isinstance(body, str) or not body.lstrip().startswith((b"{", b"[", b'"')):
            raise
        return parsed(text(content, media_type))


def data(content: bytes, headers: Mapping[str, str]) -> Any:
    """A body as data: JSON whatever its media type, else text or bytes."""
    try:
        return json_data(content, headers)
    except ValueError:
        return raw(content, headers.get("content-type", "").lower())


def _header(text: str, kind: Any) -> Any:
    """A header in style simple (OpenAPI, "Header Object")."""
    if kind in (date, datetime) and "-" not in text.strip()[1:] and ":" not in text:
        raise ValueError("digits are no date")  # pydantic reads seconds since 1970
    if get_origin(kind) is list:
        return adapter(kind).validate_python([t.strip() for t in text.split(",")])
    try:
        return adapter(kind).validate_strings(text)
    except ValidationError:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            moment = None
        if moment is None:
            raise
        return adapter(kind).validate_python(moment)


def _reason(response: Response[Any], error: ValueError) -> str:
    """What is wrong and where, without the values."""
    first = next(iter(problems(error).values()))
    count = error.error_count() - 1 if isinstance(error, ValidationError) else 0
    kind = response.headers.get("content-type", "no content type")
    return f"{first}{f', and {count} more' if count else ''} ({kind})"
