"""Parameters in other styles than the default of their place (OpenAPI, "Style Values")."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import quote

from .parameters import (
    Escape,
    Parameter,
    Shape,
    apart_from,
    cookie_escaped,
    empty,
    escaped,
    exploded,
    item_text,
    joined,
    plain,
    shape_of,
)

Style = Literal[
    "cookie",
    "deepObject",
    "form",
    "label",
    "matrix",
    "pipeDelimited",
    "simple",
    "spaceDelimited",
    "tabDelimited",
]

DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}
# Reserved characters that keep a value whole: in a query not "#", "[" and "]", which it
# must not contain, nor "&" and "+", which servers read as more than themselves; in a path
# not what ends a segment (OpenAPI 3.2, "Path Templating").
_IN_QUERY = ":/?@!$'()*,;="
_IN_PATH = ":@!$&'()*+,;="
_TRIPLE = re.compile(r"(%[0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Styled(Parameter):
    """A value in another style than its place's default (OpenAPI, "Style Values").

    `explode` is by default what OpenAPI says: true for "form" and "cookie", else false.
    `allow_reserved` leaves reserved characters and what is percent-encoded as they are,
    as far as the URL keeps its meaning.
    """

    value: object
    style: Style
    explode: bool | None = None
    allow_reserved: bool = False

    @property
    def is_exploded(self) -> bool:
        """What `explode` is where nobody says so."""
        if self.explode is None:
            return self.style in ("form", "cookie")
        return self.explode

    def plain(self) -> object:
        """The value."""
        return self.value

    def in_path(self, name: str) -> str:
        """The percent-encoded text of a path parameter."""
        style, explode = self.style, self.is_exploded
        shape = shape_of(name, self.value)
        if shape is None or (
            not shape and (style == "simple" or not isinstance(shape, str))
        ):
            raise empty(name)
        escape = path_reserved if self.allow_reserved else escaped
        if style == "matrix":
            return _matrix(escaped(name), shape, explode, escape)
        if style == "label":
            return "." + joined(shape, "." if explode else ",", explode, escape)
        return joined(shape, self._delimiter(escape), explode, escape)

    def in_query(self, name: str) -> Iterable[str]:
        """The percent-encoded `name=value` pairs of a query parameter."""
        escape = query_reserved if self.allow_reserved else escaped
        return (f"{escaped(key)}={text}" for key, text in self.pairs(name, escape))

    def in_header(self, name: str) -> str | None:
        """The text of a header, None if there is none."""
        shape = shape_of(name, self.value)
        if shape is None or (not shape and not isinstance(shape, str)):
            return None
        return joined(shape, self._delimiter(str), self.is_exploded, str)

    def in_cookies(self, name: str) -> Iterable[str]:
        """The `name=value` pairs of a cookie parameter."""
        if self.style == "cookie":
            return [f"{key}={text}" for key, text in self.pairs(name, cookie_raw)]
        pairs = self.pairs(name, cookie_escaped)
        return [f"{cookie_escaped(key)}={text}" for key, text in pairs]

    def pairs(self, name: str, escape: Escape) -> Iterator[tuple[str, str]]:
        """Names as they are, and their values as `escape` makes them."""
        shape, style = shape_of(name, self.value), self.style
        if not shape and not isinstance(shape, str):
            return
        if style == "deepObject" and not isinstance(shape, str):
            yield from _deep(name, self.value, escape)
        elif self.is_exploded or isinstance(shape, str):
            yield from exploded(name, shape, escape)
        else:
            text = joined(cast(Shape, shape), self._delimiter(escape), False, escape)
            yield name, text

    def _delimiter(self, escape: Escape) -> str:
        """What is between the items of a list."""
        return escape(DELIMITERS[self.style]) if self.style in DELIMITERS else ","


@dataclass(frozen=True, slots=True)
class UrlSafe(Parameter):
    """Bytes, or a list of them, that are sent as URL-safe Base64 (RFC 4648, section 5)."""

    value: object

    def plain(self) -> object:
        """The texts."""
        return _url_safe(self.value)


@dataclass(frozen=True, slots=True)
class Unescaped(Parameter):
    """A value that is a part of the URL as it is: several segments of a path, or several
    parameters of a query. Only what no URL can contain there is percent-encoded."""

    value: object

    def plain(self) -> object:
        """The value."""
        return self.value

    def in_path(self, name: str) -> str:
        """The segments of a path; none of them is "." or ".." (RFC 3986, section 5.2.4)."""
        shape = shape_of(name, self.value)
        if not shape:
            raise empty(name)
        segments = joined(shape, ",", False, _segments_reserved).split("/")
        return "/".join(
            segment.replace(".", "%2E") if segment in (".", "..") else segment
            for segment in segments
        )

    def in_query(self, name: str) -> Iterable[str]:
        """The `name=value` pair of a query parameter, and those in its value."""
        shape = shape_of(name, self.value)
        if shape or isinstance(shape, str):
            text = joined(shape, ",", False, _pairs_reserved)
            yield f"{escaped(name)}={text}"


def cookie_raw(text: str) -> str:
    """The text as it is (OpenAPI 3.2, the style "cookie").

    Raises:
        ValueError: It would end the cookie.
    """
    if ";" in text or any(c < " " or c == "\x7f" for c in text):
        raise ValueError("a cookie must not contain semicolons or control characters")
    return text


def query_reserved(text: str) -> str:
    """What is reserved stays, and so does what is percent-encoded (`allowReserved`)."""
    return _with_triples(text, _IN_QUERY)


def path_reserved(text: str) -> str:
    """The same within a segment of a path (OpenAPI 3.2)."""
    return _with_triples(text, _IN_PATH)


def _segments_reserved(text: str) -> str:
    return _with_triples(text, _IN_PATH + "/")


def _pairs_reserved(text: str) -> str:
    return _with_triples(text, _IN_QUERY + "&+")


def _url_safe(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_url_safe(item) for item in cast(Iterable[object], value)]
    if not isinstance(value, bytes):
        return value
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _matrix(name: str, shape: Shape, explode: bool, escape: Escape) -> str:
    """RFC 6570, section 3.2.7: what is empty has no equals sign."""
    apart = apart_from(";", escape)
    if explode and isinstance(shape, list):
        pairs = [(name, apart(item)) for item in shape]
    elif explode and isinstance(shape, dict):
        pairs = [
            (escaped(key), apart(item_text(value))) for key, value in shape.items()
        ]
    else:
        pairs = [(name, joined(shape, ",", False, apart))]
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def _deep(name: str, value: object, escape: Escape) -> Iterator[tuple[str, str]]:
    """What the standard leaves open is written as qs, Rack and PHP read it alike:
    `a[b][c]=1`, arrays as `a[b][]=1`, objects in arrays as `a[b][0][c]=1`."""
    shape = plain(value)
    if isinstance(shape, dict):
        for member, inner in shape.items():
            yield from _deep(f"{name}[{member}]", inner, escape)
    elif isinstance(shape, list):
        items = [i for i in cast(Iterable[object], value) if i is not None]
        nested = any(isinstance(plain(item), (dict, list)) for item in items)
        for index, item in enumerate(items):
            yield from _deep(f"{name}[{index if nested else ''}]", item, escape)
    elif shape is not None:
        yield name, escape(shape)


def _with_triples(text: str, safe: str) -> str:
    parts = _TRIPLE.split(text)
    parts[::2] = (quote(part, safe=safe) for part in parts[::2])
    return "".join(parts)
