"""JSON texts of servers, half characters included."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import from_json

_ESCAPES = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


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
