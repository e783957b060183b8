"""Serializes parameters in paths, queries, headers and cookies."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from enum import Enum
from math import isfinite
from typing import Any, cast
from urllib.parse import quote

Escape = Callable[[str], str]
Shape = str | list[str] | dict[str, Any]

_UNRESERVED = re.compile(r"[\w.~-]*", re.ASCII)  # RFC 3986, section 2.3.
# RFC 6265, section 4.1.1: the octets of a cookie's value, but for %.
_IN_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"

_COLLECTIONS: tuple[type, ...] = (Mapping, list, tuple)


class Parameter(ABC):
    """A value that serializes itself: as another value, or in another style than the
    default of its location."""

    __slots__ = ()

    @abstractmethod
    def plain(self) -> object:
        """The value to serialize."""

    def in_path(self, name: str) -> str:
        """The percent-encoded text of a path parameter."""
        return path_text(name, self.plain())

    def in_query(self, name: str) -> Iterable[str]:
        """The percent-encoded `name=value` pairs of a query parameter."""
        return query_pairs(name, self.plain())

    def in_header(self, name: str) -> str | None:
        """The text of a header, None if there is none."""
        shape = shape_of(name, self.plain())
        if shape is None or (not shape and not isinstance(shape, str)):
            return None
        return joined(shape, ",", False, str)

    def in_cookies(self, name: str) -> Iterable[str]:
        """The `name=value` pairs of a cookie parameter."""
        pairs = exploded(name, shape_of(name, self.plain()), cookie_escaped)
        return (f"{cookie_escaped(key)}={text}" for key, text in pairs)


class _Usual(Parameter):
    """A value in the default style of its location."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def plain(self) -> object:
        return self._value


def path_text(name: str, value: object) -> str:
    """The percent-encoded text of a path parameter.

    Raises:
        ValueError: The text is empty, so that the URL would be of another operation.
    """
    if value and type(value) is str:
        return escaped(value)
    if isinstance(value, Parameter):
        return value.in_path(name)
    shape = shape_of(name, value)
    if not shape:
        raise empty(name)
    return joined(shape, ",", False, escaped)


def query_pairs(name: str, value: object) -> Iterator[str]:
    """The percent-encoded `name=value` pairs of a query parameter."""
    if isinstance(value, Parameter):
        return iter(value.in_query(name))
    pairs = exploded(name, shape_of(name, value), escaped)
    return (f"{escaped(key)}={text}" for key, text in pairs)


def query_text(query: Mapping[str, object]) -> str:
    """The percent-encoded query, "" if it is empty."""
    pairs: list[str] = []
    for name, value in query.items():
        if value is not None:
            try:
                pairs += query_pairs(name, value)
            except UnicodeEncodeError:
                raise unencodable(f"the query parameter {name!r}") from None
    return "&".join(pairs)


def cookie_pairs(name: str, value: object) -> Iterator[str]:
    """The `name=value` pairs of a cookie parameter.

    Raises:
        ValueError: A value of the style "cookie" cannot be one.
    """
    parameter = value if isinstance(value, Parameter) else _Usual(value)
    try:
        for pair in parameter.in_cookies(name):
            pair.encode()
            yield pair
    except UnicodeEncodeError:
        raise unencodable(f"the cookie {name!r}") from None


def header_text(name: str, value: object) -> str | None:
    """The text of a header, or None if it is not sent.

    Raises:
        ValueError: The text holds a line break or another control character.
    """
    if type(value) is str and value.isprintable():
        return value.strip(" ")
    parameter = value if isinstance(value, Parameter) else _Usual(value)
    text = parameter.in_header(name)
    if text is None:
        return None
    text = text.strip(" \t")
    if not text.isprintable() and any(
        (c < " " and c != "\t") or c == "\x7f" for c in text
    ):
        raise ValueError(f"the header {name!r} must not contain control characters")
    if has_surrogates(text):
        raise unencodable(f"the header {name!r}")
    return text


def unencodable(what: str) -> ValueError:
    """The error for a text that UTF-8 cannot encode."""
    return ValueError(f"{what} contains surrogates, which cannot be encoded as UTF-8")


def empty(name: str) -> ValueError:
    """The error for a path parameter without text."""
    return ValueError(f"the path parameter {name!r} must not be empty")


def exploded(
    name: str, shape: Shape | None, escape: Escape
) -> Iterator[tuple[str, str]]:
    """Pairs of a name and an escaped value, one for each item of a list and each member
    of an object."""
    if isinstance(shape, str):
        yield name, escape(shape)
    elif isinstance(shape, dict):
        for member, value in shape.items():
            items = plain(value)
            for item in items if isinstance(items, list) else [item_text(value)]:
                yield member, escape(item)
    else:
        for item in shape or ():
            yield name, escape(item)


def joined(shape: Shape, joint: str, explode: bool, escape: Escape) -> str:
    """The items of a list, or the names and values of an object, in one text."""
    if isinstance(shape, str):
        return escape(shape)
    apart = escape
    if escape is not str:
        apart = apart_from(joint, escape)
    if isinstance(shape, list):
        return joint.join(map(apart, shape))
    between = "=" if explode else joint
    return joint.join(
        f"{apart(key)}{between}{apart(item_text(value))}"
        for key, value in shape.items()
    )


def shape_of(name: str, value: object) -> Shape | None:
    """As `plain`; errors name the parameter."""
    try:
        return plain(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def plain(value: object) -> Shape | None:
    """A text, texts, or the members of an object, without None."""
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Parameter):
        return plain(value.plain())
    if hasattr(value, "model_dump"):
        from .plain import to_plain

        value = to_plain(value)
    if isinstance(value, Mapping):
        members = cast(Mapping[object, object], value)
        return {scalar_text(k): v for k, v in members.items() if v is not None}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = cast(Iterable[object], value)
        return [item_text(item) for item in items if item is not None]
    return scalar_text(value)


def item_text(value: object) -> str:
    """The text of an item; lists and objects in a list are sent as JSON."""
    nested = hasattr(value, "model_dump") or isinstance(value, _COLLECTIONS)
    return json_text(value) if nested else scalar_text(value)


def json_text(value: object) -> str:
    """Compact JSON; of models, only the fields that were set."""
    from .plain import to_json

    return to_json(value).decode()


def scalar_text(value: object) -> str:
    """A scalar as text.

    Raises:
        ValueError: It has none.
    """
    match value:
        case Enum():
            return scalar_text(value.value)
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if not isfinite(value):
            raise ValueError(f"{value} is not a finite number and cannot be sent")
        case timedelta():
            return json_text(value).strip('"')
        case _:
            from .texts import written  # Most parameters are texts.

            return str(written(value))


def escaped(text: str) -> str:
    """Percent-encodes all but the unreserved characters."""
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe="")


def cookie_escaped(text: str) -> str:
    """Percent-encodes what the value of a cookie cannot contain."""
    return quote(text, safe=_IN_COOKIE)


def apart_from(delimiter: str, escape: Escape) -> Escape:
    """Returns an `Escape` that encodes the delimiter of a list as well."""
    code = quote(delimiter, safe="")

    def both(text: str) -> str:
        return escape(text).replace(delimiter, code)

    return escape if delimiter not in escape(delimiter) or code == delimiter else both


def has_surrogates(text: str) -> bool:
    """Whether a text contains surrogates, which UTF-8 cannot encode."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)
