"""Write JSON with indentation, as `json.dumps` does with an encoder in Python that takes several times as long."""

from __future__ import annotations

import json
from json.encoder import encode_basestring_ascii
from typing import cast

_ENCODER = json.JSONEncoder()


def json_text(value: object, indent: int, *, sort_keys: bool = False) -> str:
    """The ASCII text of a JSON value, whose keys are strings."""
    return _text(value, "\n", " " * indent, sort_keys)


def _text(value: object, start: str, indent: str, sort_keys: bool) -> str:
    """The text of a part; `start` begins its lines."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    inner = start + indent
    if isinstance(value, dict) and value:
        members = cast("dict[str, object]", value).items()
        lines = [
            f"{encode_basestring_ascii(key)}: {_text(each, inner, indent, sort_keys)}"
            for key, each in (sorted(members) if sort_keys else members)
        ]
        return f"{{{inner}{f',{inner}'.join(lines)}{start}}}"
    if isinstance(value, list) and value:
        items = cast("list[object]", value)
        lines = [_text(each, inner, indent, sort_keys) for each in items]
        return f"[{inner}{f',{inner}'.join(lines)}{start}]"
    return _ENCODER.encode(value)
