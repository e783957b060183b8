"""How values become text in paths, queries, headers, cookies and forms."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from math import isfinite
from typing import Any, Literal, cast
from urllib.parse import quote_plus

from .escapes import (
    Escape,
    apart_from,
    cookie_escaped,
    cookie_raw,
    escaped,
    path_reserved,
    query_reserved,
)
from .secrecy import has_surrogates
from .texts import written

Style = Literal[
    "cookie",
    "deepObject",
    "form",
    "label",
    "matrix",
    "pipeDelimited",
    "simple",
    "spaceDelimited",
]

Shape = str | list[str] | dict[str, Any]

_COLLECTIONS: tuple[type, ...] = (Mapping, list, tuple)
_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass(frozen=True, slots=True)
class Styled:
    """A value in another style than its place's default (OpenAPI, "Style Values").

    `explode` is by default what OpenAPI says: true for "form" and "cookie", else false.
    `allow_reserved` leaves reserved characters and what is percent-encoded as they are,
    as far as the URL keeps its meaning.
    """

    value: object
    style: Style
    explode: bool | None = None
    allow_reserved: bool = False


@dataclass(frozen=True, slots=True)
class JsonText:
    """A value that travels as JSON text (a parameter with `content`).

    `type` is the type by which the scalars of plain data are written.
    """

    value: object
    type: Any = None


def or_null(body: object) -> object:
    """A body that has to be sent, and is JSON's null where it is None."""
    return JsonText(None) if body is None else body


@dataclass(frozen=True, slots=True)
class UrlSafe:
    """Bytes, or a list of them, that travel in the Base64 alphabet for URLs."""

    value: object


@dataclass(frozen=True, slots=True)
class FormText:
    """A value that travels as the text of a form (a parameter with such `content`)."""

    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How one field of a form travels (OpenAPI, "Encoding Object").

    A `style`, where there is one, takes the place of `content_type`, in which commas
    may stand between several. `headers` are those of its part of a multipart form.
    """

    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False


def path_text(name: str, value: object) -> str:
    """The percent-encoded text of a path parameter.

    Raises:
        ValueError: There is no text, so that the URL would be another operation's.
    """
    if value and type(value) is str:
        return escaped(value)
    made = _styled(value, "simple")
    style, explode = made.style, made.explode is True
    shape = _named(name, made.value)
    if shape is None or (
        not shape and (style == "simple" or not isinstance(shape, str))
    ):
        raise ValueError(f"the path parameter {name!r} must not be empty")
    escape = path_reserved if made.allow_reserved else escaped
    if style == "matrix":
        return _matrix(escaped(name), shape, explode, escape)
    if style == "label":
        return "." + _joined(shape, "." if explode else ",", explode, escape)
    return _joined(shape, ",", explode, escape)


def query_pairs(name: str, value: object) -> Iterator[str]:
    """The percent-encoded `name=value` pairs of a query parameter.

    One without a name is the whole query (OpenAPI 3.2, `in: querystring`).
    """
    if not name and isinstance(value, JsonText):
        text = plain(value)
        return iter([escaped(text)] if isinstance(text, str) else [])
    made = _styled(value, "form")
    escape = query_reserved if made.allow_reserved else escaped
    pairs = styled_pairs(name, made, escape)
    return (f"{escaped(key)}={text}" for key, text in pairs)


def query_text(query: Mapping[str, object]) -> str:
    """The percent-encoded query, "" if nothing is in it."""
    pairs: list[str] = []
    for name, value in query.items():
        if value is not None:
            try:
                pairs += query_pairs(name, value)
            except UnicodeEncodeError:
                raise unencodable(f"the query parameter {name!r}") from None
    return "&".join(pairs)


def unencodable(what: str) -> ValueError:
    """The error for a text that UTF-8 cannot encode."""
    return ValueError(
        f"{what} holds surrogates (halves of characters), which cannot be sent"
    )


def cookie_pairs(name: str, value: object) -> Iterator[str]:
    """The `name=value` pairs of a cookie parameter.

    Raises:
        ValueError: A value of the style "cookie" cannot be one.
    """
    made = _styled(value, "form")
    raw = made.style == "cookie"
    try:
        pairs = [*styled_pairs(name, made, cookie_raw if raw else cookie_escaped)]
        for key, text in pairs:
            pair = f"{key if raw else cookie_escaped(key)}={text}"
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
    made = _styled(value, "simple")
    shape = _named(name, made.value)
    if shape is None or (not shape and not isinstance(shape, str)):
        return None
    text = _joined(shape, ",", made.explode is True, str).strip(" \t")
    if not text.isprintable() and any(
        (c < " " and c != "\t") or c == "\x7f" for c in text
    ):
        raise ValueError(f"the header {name!r} must not hold control characters")
    if has_surrogates(text):
        raise unencodable(f"the header {name!r}")
    return text


def styled_pairs(
    name: str, styled: Styled, escape: Escape
) -> Iterator[tuple[str, str]]:
    """Names as they are, and their values as `escape` makes them."""
    shape, style = _named(name, styled.value), styled.style
    if isinstance(shape, str):
        yield name, escape(shape)
    elif not shape:
        return
    elif style == "deepObject":
        yield from _deep(name, styled.value, escape)
    elif not styled.explode:
        delimiter = escape(_DELIMITERS[style]) if style in _DELIMITERS else ","
        yield name, _joined(shape, delimiter, False, escape)
    elif isinstance(shape, dict):
        for member, value in shape.items():
            items = plain(value)
            for item in items if isinstance(items, list) else [_item(value)]:
                yield member, escape(item)
    else:
        for item in shape:
            yield name, escape(item)


def styled_form(value: object, encoding: Encoding) -> Styled:
    """A field of a form whose encoding has a style."""
    return _styled(Styled(value, encoding.style or "form", encoding.explode))


def form_pairs(
    name: str, value: object, encoding: Encoding | None = None
) -> Iterator[tuple[str, str]]:
    """The pairs, percent-encoded, of one field of a urlencoded form.

    Without a style an array becomes several pairs, and an object JSON.
    """
    if encoding is not None and encoding.style is not None:
        escape = query_reserved if encoding.allow_reserved else escaped
        for key, text in styled_pairs(name, styled_form(value, encoding), escape):
            yield escaped(key), text
        return
    kinds = "" if encoding is None else encoding.content_type
    for text in texts(value, kinds):
        yield quote_plus(name), quote_plus(text)


def texts(value: object, kinds: str = "") -> Iterator[str]:
    """The texts of a field of a form, one for each item of an array; one JSON text where
    `kinds`, the media types of the field, say so; JSON also where an item has parts."""
    if "json" in kinds:
        if value is not None:
            yield json_text(value)
        return
    several = isinstance(value, (list, tuple, set, frozenset))
    for item in cast(Iterable[object], value) if several else (value,):
        if item is not None:
            yield _item(item)


def json_text(value: object, annotation: Any = None) -> str:
    """Compact JSON; of models, only the fields that were set."""
    from .codec import to_json
    from .typed import shape_of

    shape = None if annotation is None else shape_of(annotation)
    return to_json(value, shape).decode()


def plain(value: object) -> str | list[str] | dict[str, Any] | None:
    """Text, texts, or the members of an object; without what is None."""
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, JsonText):
        return None if value.value is None else json_text(value.value, value.type)
    if isinstance(value, UrlSafe):
        return plain(_url_safe(value.value))
    if isinstance(value, FormText):
        return None if value.value is None else _form_text(value.value)
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


def _named(name: str, value: object) -> str | list[str] | dict[str, Any] | None:
    try:
        return plain(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _url_safe(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_url_safe(item) for item in cast(Iterable[object], value)]
    if not isinstance(value, bytes):
        return value
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _form_text(value: object) -> str:
    shape = plain(value)
    if not isinstance(shape, dict):
        raise TypeError(f"a {type(value).__name__} cannot be sent as a form")
    pairs = (pair for name in shape for pair in form_pairs(name, shape[name]))
    return "&".join(f"{key}={text}" for key, text in pairs)


def _scalar(value: object) -> str:
    match value:
        case Enum():
            return _scalar(value.value)
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if not isfinite(value):
            raise ValueError(f"{value} is not a number that can be sent")
        case timedelta():
            return json_text(value).strip('"')
        case _:
            return str(written(value))


def _item(value: object) -> str:
    """A list in a list, or an object in it, has no style: it travels as JSON."""
    nested = hasattr(value, "model_dump") or isinstance(value, _COLLECTIONS)
    return json_text(value) if nested else _scalar(value)


def _styled(value: object, style: Style = "form") -> Styled:
    """The value with its style, and what `explode` is where nobody says so."""
    made = value if isinstance(value, Styled) else Styled(value, style)
    if made.explode is not None:
        return made
    explode = made.style in ("form", "cookie")
    return Styled(made.value, made.style, explode, made.allow_reserved)


def _joined(shape: Shape, joint: str, explode: bool, escape: Escape) -> str:
    if isinstance(shape, str):
        return escape(shape)
    apart = escape if escape is str else apart_from(joint, escape)
    if isinstance(shape, list):
        return joint.join(map(apart, shape))
    between = "=" if explode else joint
    return joint.join(
        f"{apart(key)}{between}{apart(_item(value))}" for key, value in shape.items()
    )


def _matrix(name: str, shape: Shape, explode: bool, escape: Escape) -> str:
    """RFC 6570, section 3.2.7: what is empty has no equals sign."""
    apart = apart_from(";", escape)
    if explode and isinstance(shape, list):
        pairs = [(name, apart(item)) for item in shape]
    elif explode and isinstance(shape, dict):
        pairs = [(escaped(key), apart(_item(value))) for key, value in shape.items()]
    else:
        pairs = [(name, _joined(shape, ",", False, apart))]
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
