"""Read recordings in the HTTP Archive format (HAR 1.2)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from restamp.learning.comparing import object_of
from restamp.records import dataclass
from restamp.spec.tree.tree import Json


class RecordingError(ValueError):
    """A file is no recording."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request of a recording, with its response."""

    method: str
    path: str
    """Decoded, without the query."""
    query: tuple[tuple[str, str], ...]
    status: int
    media_type: str
    headers: tuple[tuple[str, str], ...]
    """Of the response; names are in lower case."""
    body: bytes
    """Empty if there is none, or if it was not recorded."""
    started: str
    """When it was sent, in UTC (RFC 3339)."""

    def json(self) -> tuple[Json] | None:
        """The body as JSON, in a tuple of one; None if it is not JSON."""
        try:
            return (json.loads(self.body),) if self.body.strip() else None
        except (ValueError, RecursionError):
            return None


def recorded(text: str) -> list[Recorded]:
    """The entries of a recording that have a response, in order.

    Raises:
        RecordingError: The text is not HAR.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordingError(f"it is not JSON: {error}") from None
    log = object_of(object_of(value).get("log"))
    entries = log.get("entries")
    if not isinstance(entries, list):
        raise RecordingError('it has no "log" with "entries"')
    return [entry for each in entries if (entry := _entry(object_of(each))) is not None]


def _entry(entry: dict[str, Json]) -> Recorded | None:
    request, response = object_of(entry.get("request")), object_of(entry.get("response"))
    method, url, status = request.get("method"), request.get("url"), response.get("status")
    # Browsers write the status 0 for requests that failed.
    if not isinstance(method, str) or not isinstance(url, str) or not isinstance(status, int):
        return None
    if status < 100:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    listed = request.get("queryString")
    query = tuple(_pairs(listed)) if isinstance(listed, list) else tuple(parse_qsl(parts.query))
    content = object_of(response.get("content"))
    headers = tuple((name.lower(), value) for name, value in _pairs(response.get("headers")))
    media_type = dict(headers).get("content-type") or str(content.get("mimeType") or "")
    return Recorded(
        method.upper(),
        unquote(parts.path) or "/",
        query,
        status,
        media_type,
        headers,
        _body(content),
        str(entry.get("startedDateTime") or ""),
    )


def _pairs(listed: Json) -> Iterator[tuple[str, str]]:
    for each in listed if isinstance(listed, list) else ():
        pair = object_of(each)
        name, value = pair.get("name"), pair.get("value")
        if isinstance(name, str):
            yield name, value if isinstance(value, str) else ""


def _body(content: dict[str, Json]) -> bytes:
    text = content.get("text")
    if not isinstance(text, str):
        return b""
    if content.get("encoding") == "base64":
        try:
            return base64.b64decode(text)
        except (binascii.Error, ValueError):
            return b""
    return text.encode(errors="replace")


def looks_recorded(text: str) -> bool:
    """Whether a text is meant as a recording, and not as a drift log: one JSON object with `log`."""
    start = text.lstrip("\ufeff \t\r\n")[:200]
    return start.startswith("{") and '"log"' in start and '"operation"' not in start
