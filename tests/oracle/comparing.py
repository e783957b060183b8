"""Where two requests differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from .meanings import Meanings
from .wire import Part, Wire

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in which two requests are not the same."""

    place: str
    """method, path, query, header, cookie, media type, field (of a form) or body."""
    name: str
    """Of the parameter or field."""
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Compared:
    """What of two requests is compared."""

    headers: frozenset[str]
    """Those that the document has, in lower case."""
    keys: Mapping[str, set[str]]
    """Names of credentials by location: only the client sends these."""


def differences(
    ours: Wire, theirs: Wire, compared: Compared, meanings: Meanings, typed: bool
) -> Iterator[Difference]:
    """What is not the same in both; by `meanings` where objects were given (`typed`)."""

    def disagreement(place: str, name: str, mine: Any, other: Any) -> Iterator[Difference]:
        if not meanings.alike(mine, other, typed):
            yield Difference(place, name, mine, other)

    yield from disagreement("method", "", ours.method, theirs.method)
    yield from disagreement("path", "", _segments(ours.path), _segments(theirs.path))
    if _spelling(ours.path) != _spelling(theirs.path) and not typed:
        yield Difference("path", "encoding", ours.path, theirs.path)
    mine, other = _by_name(ours), _by_name(theirs)
    for name in sorted({*mine, *other} - compared.keys["query"]):
        yield from disagreement("query", name, mine.get(name), other.get(name))
    for name in sorted(compared.headers):
        yield from disagreement("header", name, _trimmed(ours, name), _trimmed(theirs, name))
    names = {*ours.cookies, *theirs.cookies} - compared.keys["cookie"]
    for name in sorted(names):
        yield from disagreement("cookie", name, _cookie(ours, name), _cookie(theirs, name))
    if ours.content and theirs.content:
        yield from disagreement("media type", "", ours.media_type, theirs.media_type)
    mine, other = ours.body(), theirs.body()
    if FORMS & {ours.media_type, theirs.media_type}:
        # Fields are compared one by one: their order among one another says nothing.
        mine, other = _fields(mine), _fields(other)
        for name in sorted({*mine, *other}):
            yield from disagreement("field", name, mine.get(name), other.get(name))
    else:
        yield from disagreement("body", "", mine, other)


def _segments(path: str) -> list[str]:
    return [unquote(segment) for segment in path.split("/")]


def _spelling(path: str) -> str:
    """A percent-encoded path in one spelling (RFC 3986, section 6.2.2)."""

    def one(match: re.Match[str]) -> str:
        return quote(unquote(match[0], "latin-1"), "", "latin-1")

    return re.sub(r"%[0-9A-Fa-f]{2}", one, path)


def _by_name(wire: Wire) -> dict[str, list[tuple[str, ...]]]:
    """The values of each name, in their order; a comma that is not encoded parts a value."""
    values: dict[str, list[tuple[str, ...]]] = {}
    for pair in filter(None, wire.query.split("&")):
        name, _, value = pair.replace("+", "%20").partition("=")
        values.setdefault(unquote(name), []).append(tuple(map(unquote, value.split(","))))
    return values


def _trimmed(wire: Wire, name: str) -> str | None:
    value = wire.headers.get(name)
    return None if value is None else value.strip(" \t")


def _cookie(wire: Wire, name: str) -> str | None:
    value = wire.cookies.get(name)
    return None if value is None else unquote(value)


def _fields(body: Any) -> dict[str, list[Any]]:
    """The values of each field of a form; of a multipart one, each with whether it is a file."""
    values: dict[str, list[Any]] = {}
    for field in body or ():
        if isinstance(field, Part):
            values.setdefault(field.name, []).append([_text(field.content), field.is_file])
        else:
            values.setdefault(field[0], []).append(field[1])
    return values


def _text(content: bytes) -> str | bytes:
    try:
        return content.decode()
    except UnicodeError:
        return content
