"""JSON Pointers: how locations in a document are written.

A location is one string everywhere in Restamp: a JSON Pointer (RFC 6901) in URI fragment form, prefixed with
the file unless that is the main document: `#/paths/~1pets/get`, `shared/errors.yaml#/components/schemas/Error`.
"""

from __future__ import annotations

from collections.abc import Iterable


def is_url(name: str) -> bool:
    """Whether the name of a file is a URL, and not a path."""
    return name[:8].lower().startswith(("http://", "https://"))


def escape_token(key: str) -> str:
    """Escape a key as a reference token of a JSON Pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def unescape_token(part: str) -> str:
    """Unescape a reference token of a JSON Pointer to the key (RFC 6901, section 4)."""
    return part.replace("~1", "/").replace("~0", "~") if "~" in part else part


def join_pointer(at: str, *keys: str | int) -> str:
    """Append keys and indices to a location."""
    for key in keys:
        at = f"{at}/{key if isinstance(key, int) else escape_token(key)}"
    return at


def json_path(steps: Iterable[str | int]) -> str:
    """The JSONPath query of a value (RFC 9535, section 2.7: a normalized path, in shorthand if possible)."""
    return "$" + "".join(map(_step, steps))


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if step.isascii() and step.isidentifier():
        return f".{step}"
    return f"['{path_text(step)}']"


def path_text(text: str) -> str:
    """Text between the single quotes of a JSONPath query."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return "".join(c if c >= " " else f"\\u{ord(c):04x}" for c in escaped)
