"""JSON texts of servers, half characters included."""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import Any

from pydantic_core import from_json

_ESCAPES = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_LINES = re.compile(r"/(?:.+\+)?(?:x-)?(?:jsonl|ndjson|json-lines|json-seq)(?:[; ]|$)")
_SPACE = " \t\r\n"


def parsed(content: bytes | str) -> Any:
    """The data of a JSON text.

    The escape of one half of a character (RFC 8259, section 8.2) becomes a U+FFFD: no
    text can hold it.

    Raises:
        ValueError: It is no JSON.
    """
    try:
        return from_json(content)
    except ValueError:
        text = content.decode() if isinstance(content, bytes) else content
        whole = _ESCAPES.sub(lambda m: "\\ufffd" if m[1] else m[0], text)
        if whole == text:
            raise
        return from_json(whole)


def is_lines(media_type: str) -> bool:
    """Whether a media type is one of JSON lines or JSON sequences."""
    return _LINES.search(media_type) is not None


def as_array(text: str, least: int = 2) -> str | None:
    """JSON texts one after another, as the text of an array of them.

    None where it is not that, or where there are fewer than the `least` number.
    """
    decoder, pieces, at = JSONDecoder(), list[str](), 0
    text = text.replace("\x1e", "\n").rstrip(_SPACE)  # RFC 7464: a mark before each
    try:
        while at < len(text):
            if text[at] in _SPACE:
                at += 1
                continue
            _, end = decoder.raw_decode(text, at)
            pieces.append(text[at:end])
            at = end
    except (ValueError, RecursionError):
        return None
    return f"[{','.join(pieces)}]" if len(pieces) >= least else None
