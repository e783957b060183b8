"""What an endpoint function says about one HTTP call, before it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Unpack, cast, overload
from urllib.parse import urlsplit

from .parameters import path_text, query_text, unencodable

T = TypeVar("T")

Statuses = Mapping[int | str, Any]
"""Types by status: an exact one (404), a range ("4XX") or "default"."""

Security = Sequence[Sequence[str]]
"""Alternatives, each of which names the schemes that go together."""

JSON = "application/json"
ANYTHING = "application/json, */*;q=0.8"
"""What a request accepts whose response is not described: JSON rather than a page."""

_NOTHING: Mapping[str, object] = {}
_VARIABLE = re.compile(r"\{([^{}]*)\}")


class Undocumented:
    """Stands for the type of a response that the document does not describe.

    It is decoded by what arrives: JSON data, text or bytes.
    """


if TYPE_CHECKING:
    # A resource is imported without typing_extensions.
    from typing_extensions import TypedDict

    class Parts(TypedDict, total=False, closed=True):
        """What a request may hold; a parameter that is None is not sent."""

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


def by_status(types: Statuses) -> Statuses:
    """The answers of an operation that depend on the status.

    To a type checker, a call apart: a dict of types in the call of a Request would be
    taken for a dict of one type.
    """
    return types


class Request(Generic[T]):
    """One call of one operation; `T` is what a successful answer decodes to.

    A value without I/O: it can be looked at, compared, pickled and sent any number of
    times. `answer` is the type of a successful answer or, where it depends on the
    status, a mapping of them; None means no content, bytes the content as it is.
    `other_media_types` are those of other representations, which are decoded by what
    arrives. The `body` is JSON, or a `Body` that says itself how it travels.
    """

    @overload
    def __init__(
        self, method: str, template: str, answer: type[T], **parts: Unpack[Parts]
    ) -> None: ...
    @overload
    def __init__(
        self, method: str, template: str, answer: object, **parts: Unpack[Parts]
    ) -> None: ...
    def __init__(
        self,
        method: str,
        template: str,
        answer: object,
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
        self.answer = answer
        self.parameters = path
        self.query = query
        self.headers = headers
        self.cookies = cookies
        self.body = body
        self.accept: str = accept or (ANYTHING if answer is Undocumented else JSON)
        self.other_media_types = other_media_types
        self.errors = errors
        self.security = security
        self.idempotent = idempotent
        self.idempotency_key = idempotency_key
        self.base_url = base_url

    @property
    def url(self) -> str:
        """The path with its parameters filled in, percent-encoded whole.

        Raises:
            ValueError: A parameter is empty or None.
        """
        return "/".join(self._segments())

    def _segments(self) -> Iterator[str]:
        for pieces in _taken_apart(self.path):
            if len(pieces) == 1:
                yield pieces[0]
                continue
            filled_in = [*pieces]
            filled_in[1::2] = map(self._filled, pieces[1::2])
            filled = "".join(filled_in)
            # A segment of dots would climb: RFC 3986, section 5.2.4.
            yield filled.replace(".", "%2E") if filled in (".", "..") else filled

    def _filled(self, name: str) -> str:
        if name not in self.parameters:
            return f"{{{name}}}"
        try:
            return path_text(name, self.parameters[name])
        except UnicodeEncodeError:
            raise unencodable(f"the path parameter {name!r}") from None

    @property
    def query_string(self) -> str:
        """The percent-encoded query, "" if nothing is in it."""
        return query_text(self.query)

    def located(self, url: str, extra: Mapping[str, object]) -> str:
        """Where the request goes: `url`, unless a response said where.

        `extra` are the client's own query parameters, which `url` has already.
        """
        return url

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Request):
            return NotImplemented
        return vars(self) == vars(cast(object, other))

    def __repr__(self) -> str:
        """Method, path and what else is set; not the values, which may be secret."""
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
def _taken_apart(template: str) -> tuple[tuple[str, ...], ...]:
    """Segments of a path, each of them text and names of parameters in turn."""
    return tuple(tuple(_VARIABLE.split(segment)) for segment in template.split("/"))


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port (RFC 6454, section 4); ValueError if the port is none."""
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or default
