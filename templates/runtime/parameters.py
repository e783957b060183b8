"""How values become text in paths, queries, headers and cookies."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, Literal, cast
from urllib.parse import quote

Style = Literal[
    "deepObject",
    "form",
    "label",
    "matrix",
    "pipeDelimited",
    "simple",
    "spaceDelimited",
]

_COLLECTIONS: tuple[type, ...] = (Mapping, list, tuple)
_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
# RFC 6265, section 4.1.1: the octets of a cookie's value; % is what escapes the others.
_COOKIE_SAFE = "!#$&'()*+-./:<=>?@[]^_`{|}~"

_encoded = partial(quote, safe="")
_cookie_encoded = partial(quote, safe=_COOKIE_SAFE)


@dataclass(frozen=True, slots=True)
class Styled:
    """A value in another style than its place's default (OpenAPI, "Style Values").

    `explode` is by default what OpenAPI says: true for "form", else false.
    """

    value: object
    style: Style
    explode: bool | None = None


@dataclass(frozen=True, slots=True)
class JsonText:
    """A value that travels as JSON text (a parameter with `content`)."""

    value: object


def path_text(name: str, value: object) -> str:
    """The percent-encoded text of a path parameter.

    Raises:
        ValueError: There is no text, so that the URL would be another operation's.
    """
    value, style, explode = _unwrapped(value, "simple")
    shape = plain(value)
    if not shape:
        raise ValueError(f"the path parameter {name!r} must not be empty")
    if style == "label":
        joint = "." if explode else ","
        return "." + _joined(shape, joint, explode, _encoded)
    if style == "matrix":
        return _matrix(_encoded(name), shape, explode)
    return _joined(shape, ",", explode, _encoded)


def query_pairs(name: str, value: object) -> Iterator[str]:
    """The percent-encoded `name=value` pairs of a query parameter.

    One without a name is the whole query (OpenAPI 3.2, `in: querystring`).
    """
    value, style, explode = _unwrapped(value, "form")
    if not name and isinstance(value, JsonText):
        text = plain(value)
        return iter([_encoded(text)] if isinstance(text, str) else [])
    return _pairs(name, plain(value), style, explode, _encoded)


def query_text(query: Mapping[str, object]) -> str:
    """The percent-encoded query, "" if nothing is in it."""
    return "&".join(pair for name in query for pair in query_pairs(name, query[name]))


def cookie_pairs(name: str, value: object) -> Iterator[str]:
    """The `name=value` pairs of a cookie parameter."""
    value, style, explode = _unwrapped(value, "form")
    return _pairs(name, plain(value), style, explode, _cookie_encoded)


def header_text(name: str, value: object) -> str | None:
    """The text of a header, or None if it is not sent.

    Raises:
        ValueError: The text holds a line break or another control character.
    """
    value, _, explode = _unwrapped(value, "simple")
    shape = plain(value)
    if shape is None:
        return None
    text = _joined(shape, ",", explode, str).strip(" \t")
    if not text.isprintable() and any(
        (c < " " and c != "\t") or c == "\x7f" for c in text
    ):
        raise ValueError(f"the header {name!r} must not hold control characters")
    return text


def form_pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    """The pairs, not yet encoded, of one field of a urlencoded form."""
    shape = plain(value)
    if isinstance(shape, dict):
        yield name, json_text(shape)
    elif isinstance(shape, list):
        for item in shape:
            yield name, item
    elif shape is not None:
        yield name, shape


def json_text(value: object) -> str:
    """Compact JSON; of models, only the fields that were set."""
    from .codec import to_json

    return to_json(value).decode()


def plain(value: object) -> str | list[str] | dict[str, Any] | None:
    """Text, texts, or the members of an object; without what is None."""
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, JsonText):
        return None if value.value is None else json_text(value.value)
    if hasattr(value, "model_dump"):
        from .codec import to_plain

        value = to_plain(value)
    if isinstance(value, Mapping):
        members = cast(Mapping[object, object], value)
        return {_scalar(k): v for k, v in members.items() if v is not None}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = cast(Iterable[object], value)
        return [_item(item) for item in items if item is not None]
    return _scalar(value)


def _scalar(value: object) -> str:
    match value:
        case Enum():
            return _scalar(value.value)
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime() | time():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case timedelta():
            return json_text(value).strip('"')
        case Decimal():
            return format(value, "f")
        case bytes() | bytearray():
            return b64encode(value).decode()
        case _:
            return str(value)


def _item(value: object) -> str:
    """A list in a list, or an object in it, has no style: it travels as JSON."""
    nested = hasattr(value, "model_dump") or isinstance(value, _COLLECTIONS)
    return json_text(value) if nested else _scalar(value)


def _unwrapped(value: object, style: Style) -> tuple[object, Style, bool]:
    if isinstance(value, Styled):
        explode = value.style == "form" if value.explode is None else value.explode
        return value.value, value.style, explode
    return value, style, style == "form"


def _joined(
    shape: str | list[str] | dict[str, Any],
    joint: str,
    explode: bool,
    encode: Callable[[str], str],
) -> str:
    if isinstance(shape, str):
        return encode(shape)
    if isinstance(shape, list):
        return joint.join(map(encode, shape))
    between = "=" if explode else joint
    return joint.join(
        f"{encode(key)}{between}{encode(_item(value))}" for key, value in shape.items()
    )


def _matrix(name: str, shape: str | list[str] | dict[str, Any], explode: bool) -> str:
    if explode and isinstance(shape, list):
        return "".join(f";{name}={_encoded(item)}" for item in shape)
    if explode and isinstance(shape, dict):
        return ";" + _joined(shape, ";", True, _encoded)
    return f";{name}={_joined(shape, ',', False, _encoded)}"


def _pairs(
    name: str,
    shape: str | list[str] | dict[str, Any] | None,
    style: Style,
    explode: bool,
    encode: Callable[[str], str],
) -> Iterator[str]:
    key = encode(name)
    if isinstance(shape, str):
        yield f"{key}={encode(shape)}"
    elif not shape:
        return
    elif isinstance(shape, dict):
        if style == "deepObject":
            yield from _deep(name, shape, encode)
        elif explode:
            for member, value in shape.items():
                yield from _member(member, value, encode)
        else:
            yield f"{key}={_joined(shape, _DELIMITERS.get(style, ','), False, encode)}"
    elif explode or style == "deepObject":
        for item in shape:
            yield f"{key}={encode(item)}"
    else:
        yield f"{key}={_DELIMITERS.get(style, ',').join(map(encode, shape))}"


def _member(name: str, value: object, encode: Callable[[str], str]) -> Iterator[str]:
    shape = plain(value)
    items = shape if isinstance(shape, list) else [_item(value)]
    for item in items:
        yield f"{encode(name)}={encode(item)}"


def _deep(
    name: str, members: dict[str, Any], encode: Callable[[str], str]
) -> Iterator[str]:
    for member, value in members.items():
        key = f"{name}[{member}]"
        shape = plain(value)
        if isinstance(shape, dict):
            yield from _deep(key, shape, encode)
        else:
            yield from _member(key, value, encode)
