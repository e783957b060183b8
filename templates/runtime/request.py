"""The requests that endpoint functions return, and their bodies."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Unpack, cast, overload
from urllib.parse import urlsplit

from .lazy import public
from .parameters import path_text, query_text, unencodable

T = TypeVar("T")

Statuses = Mapping[int | str, Any]
"""Types by status: an exact one (404), a range ("4XX") or "default"."""

Security = Sequence[Sequence[str]]
"""Alternatives, each with the names of the schemes that are used together."""

JSON = "application/json"
ANYTHING = "application/json, */*;q=0.8"
"""The Accept header of a request with an undocumented response: prefers JSON."""

URLENCODED = "application/x-www-form-urlencoded"
_CONTENT: tuple[type[object], ...] = (PathLike, Iterator, AsyncIterator)

_NOTHING: Mapping[str, object] = {}
_VARIABLE = re.compile(r"\{([^{}]*)\}")


class Undocumented:
    """The type of a response that the document does not describe.

    The media type of the response decides: JSON data, text or bytes.
    """


if TYPE_CHECKING:
    # A resource is imported without typing_extensions.
    from typing_extensions import TypedDict

    class Parts(TypedDict, total=False, closed=True):
        """The optional arguments of a request; a parameter that is None is not sent."""

        path: Mapping[str, object]
        query: Mapping[str, object]
        headers: Mapping[str, object]
        cookies: Mapping[str, object]
        body: object
        accept: str
        other_media_types: Sequence[str]
        errors: Statuses | None
        security: Security | None
        idempotent: bool | None
        idempotency_key: str | None
        base_url: str | None

else:
    Parts = dict


class Payload:
    """A body as it is sent, and its Content-Type.

    Send `chunks()` or `async_chunks()`, anew for each attempt, with `length` as the
    Content-Length, or chunked where that is None.
    """

    def __init__(self, content: bytes, media_type: str) -> None:
        self.content = content
        self.media_type = media_type

    @property
    def length(self) -> int | None:
        """In bytes, None where it is not known before the end."""
        return len(self.content)

    @property
    def repeatable(self) -> bool:
        """Whether it can be sent again."""
        return True

    def chunks(self) -> bytes | Iterator[bytes]:
        """What a synchronous client sends.

        Raises:
            TypeError: A part of it is asynchronous.
        """
        return self.content

    def async_chunks(self) -> bytes | AsyncIterator[bytes]:
        """What an asynchronous client sends; files are read in other threads."""
        return self.content


class Body(ABC):
    """A body with a serialization of its own, such as a file or a form."""

    __slots__ = ()

    @abstractmethod
    def payload(self) -> Payload | None:
        """The body as it is sent, None if it is not.

        Raises:
            ValueError: Its media type has no text for a value.
            TypeError: The body cannot be sent as this media type.
            OSError: A file is not there.
        """


def encoded(body: object) -> Payload | None:
    """A body as it is sent: bytes as they are, all else as JSON; None if it is not sent.

    Raises:
        ValueError: JSON has no text for a value.
        TypeError: The value is a file or another kind of binary content.
    """
    if body is None:
        return None
    if isinstance(body, Body):
        return body.payload()
    if isinstance(body, (bytes, bytearray, memoryview)):
        return Payload(bytes(cast(bytearray, body)), JSON)
    is_model = hasattr(body, "model_dump")  # One may have a field `read`.
    if not is_model and (
        isinstance(body, _CONTENT) or callable(getattr(body, "read", None))
    ):
        raise TypeError(
            f"a {type(body).__name__} cannot be sent as JSON: pass a File(...)"
        )
    from .plain import to_json  # Endpoint functions need no pydantic.

    return Payload(to_json(body), JSON)


def by_status(types: Statuses) -> Statuses:
    """Returns the response types of an operation by status, as they are.

    Type checkers would infer one common type for a dict in the call of `Request`.
    """
    return types


@public
class Request(Generic[T]):
    """One call of one operation; `T` is the type of a successful response.

    A value without I/O, which may be compared, pickled and sent any number of times.
    `response_type` is the type of a successful response or, where it depends on the
    status, a mapping; None means no content, bytes the content as it is. A response of
    one of the `other_media_types` is decoded by its media type. The `body` is JSON, or
    a `Body` that encodes itself.
    """

    @overload
    def __init__(
        self, method: str, template: str, response_type: type[T], **parts: Unpack[Parts]
    ) -> None: ...
    @overload
    def __init__(
        self, method: str, template: str, response_type: object, **parts: Unpack[Parts]
    ) -> None: ...
    def __init__(
        self,
        method: str,
        template: str,
        response_type: object,
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, object] = _NOTHING,
        cookies: Mapping[str, object] = _NOTHING,
        body: object = None,
        accept: str | None = None,
        other_media_types: Sequence[str] = (),
        errors: Statuses | None = None,
        security: Security | None = None,
        idempotent: bool | None = None,
        idempotency_key: str | None = None,
        base_url: str | None = None,
    ) -> None:
        self.method = method
        self.path = template
        self.response_type = response_type
        self.parameters = path
        self.query = query
        self.headers = headers
        self.cookies = cookies
        self.body = body
        self.accept: str = accept or (
            ANYTHING if response_type is Undocumented else JSON
        )
        self.other_media_types = other_media_types
        self.errors = errors
        self.security = security
        self.idempotent = idempotent
        self.idempotency_key = idempotency_key
        self.base_url = base_url

    @property
    def url(self) -> str:
        """The percent-encoded path, with its parameters.

        Raises:
            ValueError: A parameter is empty or None.
        """
        segments: list[str] = []
        for pieces in _split_template(self.path):
            segment = pieces[0]
            if len(pieces) > 1:
                texts = [*pieces]
                texts[1::2] = map(self._parameter, pieces[1::2])
                segment = "".join(texts)
                if segment in (".", ".."):  # RFC 3986, section 5.2.4.
                    segment = segment.replace(".", "%2E")
            segments.append(segment)
        return "/".join(segments)

    def _parameter(self, name: str) -> str:
        if name not in self.parameters:
            return f"{{{name}}}"
        try:
            return path_text(name, self.parameters[name])
        except UnicodeEncodeError:
            raise unencodable(f"the path parameter {name!r}") from None

    @property
    def query_string(self) -> str:
        """The percent-encoded query, "" if it is empty."""
        return query_text(self.query)

    def located(self, url: str, extra: Mapping[str, object]) -> str:
        """The URL to send to: `url`, unless an earlier response contains another.

        `extra` are the client's own query parameters, which `url` includes already.
        """
        return url

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Request):
            return NotImplemented
        return vars(self) == vars(cast(object, other))

    def __repr__(self) -> str:
        """Method, path and names of parameters, without values, which may be secret."""
        try:
            parts = [f"Request {self.method} {self.url}"]
        except ValueError:
            parts = [f"Request {self.method} {self.path}"]
        for place in ("query", "headers", "cookies"):
            values: Mapping[str, object] = getattr(self, place)
            names = [name for name, value in values.items() if value is not None]
            if names:
                parts.append(f"{place}: {' '.join(names)}")
        if self.body is not None:
            parts.append(f"body: {type(self.body).__name__}")
        return f"<{', '.join(parts)}>"


@lru_cache(maxsize=1024)
def _split_template(template: str) -> tuple[tuple[str, ...], ...]:
    """The segments of a path, each as text and names of parameters in turn."""
    return tuple(tuple(_VARIABLE.split(segment)) for segment in template.split("/"))


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port (RFC 6454, section 4); ValueError if the port is none."""
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or default
