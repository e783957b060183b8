"""From the bytes of an answer to its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import from_json

from .codec import adapter, charset
from .errors import DecodeError
from .request import Request, Statuses

T = TypeVar("T")


class Undocumented:
    """Stands for the type of an answer that the document does not name."""


@dataclass(frozen=True, repr=False)
class Response(Generic[T]):
    """A successful answer; `value` is decoded when it is first asked for."""

    request: Request[T]
    status: int
    headers: Mapping[str, str]
    content: bytes

    @cached_property
    def value(self) -> T:
        """The decoded body.

        Raises:
            DecodeError: The body is not what the document says.
        """
        return cast(T, _decoded(self))

    def __repr__(self) -> str:
        return f"<Response {self.status} to {self.request.method} {self.request.url}>"


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
    try:
        return decoded(annotation, response.content, response.headers, request.accept)
    except ValueError as error:
        raise DecodeError(
            f"{request.method} {request.url} answered {status} with a body that is "
            f"not what the document says: {_reason(response, error)}",
            status=status,
            headers=response.headers,
            content=response.content,
            request=request,
        ) from error


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
