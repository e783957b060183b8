"""From the bytes of an answer to its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, get_origin

from pydantic import ValidationError
from pydantic_core import from_json

from .codec import adapter, charset, json_reader
from .drift import problems, salvaged
from .errors import DecodeError, TransportError
from .hooks import Drift
from .request import Request, Statuses, Undocumented

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")
H = TypeVar("H")


@dataclass(frozen=True, slots=True)
class Lenience:
    """What becomes of an answer that is not what the document says: it is taken.

    `on_drift` hears of it.
    """

    on_drift: Callable[[Drift], object] | None = None


@dataclass(frozen=True, repr=False)
class Response(Generic[T]):
    """A successful answer; `value` is decoded when it is first asked for."""

    request: Request[T]
    status: int
    headers: Mapping[str, str]
    content: bytes
    lenience: Lenience | None = None

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
            raise self.undecodable(f"a header {name} that is no {kind}") from error

    def undecodable(self, what: str) -> DecodeError:
        """The error for what is not as the document says."""
        request = self.request
        return DecodeError(
            f"{request.method} {request.url} answered {self.status} with {what}",
            status=self.status,
            headers=self.headers,
            content=self.content,
            request=request,
        )

    @cached_property
    def value(self) -> T:
        """The decoded body.

        Raises:
            DecodeError: The body is not what the document says.
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
    lenience: Lenience | None = None

    def __repr__(self) -> str:
        return (
            f"<OpenResponse {self.status} to {self.request.method} {self.request.url}>"
        )


def lookup(types: Statuses, status: int, default: Any = Undocumented) -> Any:
    """The type for a status: by the exact one, its range, "default"."""
    for key in (status, f"{status // 100}XX", "default"):
        if key in types:
            return types[key]
    return default


def is_success(request: Request[Any], status: int) -> bool:
    """Whether a status is an answer: all of 200 to 299 are, and what is documented."""
    answer = request.answer
    named = isinstance(answer, Mapping) and status in cast(Statuses, answer)
    return named or 200 <= status < 300


def answer_type(request: Request[Any], status: int) -> Any:
    """What an answer with this status decodes to, `Undocumented` if nothing says."""
    answer = request.answer
    if not isinstance(answer, Mapping):
        return answer
    types = cast(Statuses, answer)
    found = lookup({k: v for k, v in types.items() if k != "default"}, status)
    if found is Undocumented:
        good = [v for k, v in types.items() if str(k).startswith("2")]
        found = good[0] if len(good) == 1 else types.get("default", Undocumented)
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
    media_type = headers.get("content-type", expected).lower()
    if annotation is Undocumented:
        return raw(content, media_type)
    is_json = "json" in media_type
    if annotation is str and not is_json:
        return text(content, media_type)
    made = adapter(annotation)
    if not content:
        return made.validate_python(None)
    body = _json_text(content, media_type)
    if is_json:
        return made.validate_json(body)
    try:
        return made.validate_json(body)
    except ValidationError:
        return made.validate_python(raw(content, media_type))


def raw(content: bytes, media_type: str) -> Any:
    """A body as JSON data, text or bytes, as its media type says; None if empty."""
    if not content:
        return None
    if "json" in media_type:
        try:
            return from_json(_json_text(content, media_type))
        except ValueError:
            return text(content, media_type)
    if media_type.startswith("text/") or "xml" in media_type:
        return text(content, media_type)
    return content


def text(content: bytes, media_type: str) -> str:
    """A body as text, in the charset that the media type names, else UTF-8."""
    return content.decode(charset(media_type), "replace").removeprefix("\ufeff")


def _json_text(content: bytes, media_type: str) -> bytes | str:
    """JSON is UTF-8 without a mark (RFC 8259, section 8.1); some servers differ."""
    if "charset=" in media_type and "utf-8" not in media_type:
        return text(content, media_type)
    return content[3:] if content.startswith(b"\xef\xbb\xbf") else content


def _decoded(response: Response[Any]) -> Any:
    request, status = response.request, response.status
    annotation = answer_type(request, status)
    content, headers = response.content, response.headers
    try:
        return decoded(annotation, content, headers, request.accept)
    except ValueError as error:
        if response.lenience is None:
            raise response.undecodable(
                f"a body that is not what the document says: {_reason(response, error)}"
            ) from error
        if response.lenience.on_drift:
            found = problems(error)
            response.lenience.on_drift(Drift(request, status, found, content))
        kind = headers.get("content-type", request.accept).lower()
        return salvaged(annotation, raw(content, kind))


def _header(text: str, kind: Any) -> Any:
    """A header in style simple (OpenAPI, "Header Object")."""
    if get_origin(kind) is list:
        return adapter(kind).validate_python([t.strip() for t in text.split(",")])
    try:
        return adapter(kind).validate_strings(text)
    except ValidationError:
        return adapter(kind).validate_python(parsedate_to_datetime(text))


def _reason(response: Response[Any], error: ValueError) -> str:
    """What is wrong and where, without the values."""
    if not response.content:
        return "it is empty"
    if not isinstance(error, ValidationError):
        return type(error).__name__
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    more = f", and {error.error_count() - 1} more" if error.error_count() > 1 else ""
    kind = response.headers.get("content-type", "no content type")
    return f"{place + ': ' if place else ''}{first['msg']}{more} ({kind})"
