"""From the items of a stream, or an example of the document, to its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from .decoding import decoded
from .events import Event
from .plain import to_json, to_plain
from .stream_requests import Items
from .tagging import tagged

_JSON = "application/json"


def requests_stream(items: Items, headers: Mapping[str, str]) -> bool:
    """Whether the headers of a request ask for the stream."""
    return headers.get("accept", "") == items.media_type


def example_stream(items: Items, example: object) -> bytes | None:
    """An example as a stream. It may be one item, a list of items, or the whole text.

    None if it does not match the type of the items.
    """
    if isinstance(example, str) and _is_stream(items, example):
        return example.encode()
    if items.type is Event:
        data = example if isinstance(example, str) else to_json(example).decode()
        return encode_stream(items, [Event("message", data)])
    if _fits(items, example):
        return encode_stream(items, [example])
    if isinstance(example, list):
        listed = cast(list[object], example)
        if all(_fits(items, item) for item in listed):
            return encode_stream(items, listed)
    return None


def _is_stream(items: Items, text: str) -> bool:
    """Whether a text is a whole stream rather than one item of type str."""
    lines = [line.strip("\x1e") for line in text.splitlines() if line.strip("\x1e ")]
    if items.media_type.lower().startswith("text/event-stream"):
        names = ("data", "event", "id", "retry", "")
        return any(line.partition(":")[0] in names for line in lines if ":" in line)
    return bool(lines) and all(_fits(items, line.encode()) for line in lines)


def _fits(items: Items, value: object) -> bool:
    content = value if isinstance(value, bytes) else to_json(value)
    try:
        decoded(items.type, content, {"content-type": _JSON}, _JSON)
    except ValueError:
        return False
    return True


def encode_stream(items: Items, values: Iterable[object]) -> bytes:
    """A stream of items, with its end."""
    kind = items.media_type.partition(";")[0].strip().lower()
    values = [tagged(items.type, value) for value in values]
    if kind == "text/event-stream":
        frames = [_event(items, value) for value in values]
        done = "" if items.done is None else f"data: {items.done}\n\n"
        return "".join([*frames, done]).encode()
    if kind.startswith("multipart/"):
        return b"".join([*map(_part, values), b"--fake--\r\n"])
    separator = b"\x1e" if kind.endswith("json-seq") else b""
    lines = [separator + to_json(value) + b"\n" for value in values]
    return b"".join([*lines, b"" if items.done is None else items.done.encode()])


def stream_type(items: Items) -> str:
    """The media type of a stream, for parts with their boundary."""
    is_multipart = items.media_type.lower().startswith("multipart/")
    return f"{items.media_type}; boundary=fake" if is_multipart else items.media_type


def _part(value: object) -> bytes:
    """One part of a multipart response."""
    kind, content = "application/json", b""
    if isinstance(value, bytes):
        kind, content = "application/octet-stream", value
    elif isinstance(value, str):
        kind, content = "text/plain; charset=utf-8", value.encode()
    else:
        content = to_json(value)
    return b"--fake\r\nContent-Type: %s\r\n\r\n%s\r\n" % (kind.encode(), content)


def _event(items: Items, value: object) -> str:
    """One event as text (HTML standard, section 9.2.6)."""
    if isinstance(value, Event):
        members: dict[str, Any] = {"event": value.event, "data": value.data}
        members |= {"id": value.id or None, "retry": value.retry}
    elif items.whole is None:
        members = {"data": to_json(value).decode()}
    else:
        plain = cast(Mapping[str, Any], to_plain(value))
        members = dict(plain)
        data = plain.get("data", "" if plain.get("event") else None)
        if (items.whole == "json" and "data" in plain) or not isinstance(data, str):
            members["data"] = to_json(data).decode()
    names = ("event", "id", "retry", "data")
    texts = [
        (name, str(members[name])) for name in names if members.get(name) is not None
    ]
    lines = [f"{name}: {line}\n" for name, text in texts for line in text.split("\n")]
    return "".join([*lines, "\n"])
