"""Which characters are percent-encoded where (RFC 3986, section 2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

Escape = Callable[[str], str]

# Reserved characters that keep a value whole: in a query not "#", "[" and "]", which it
# must not hold, nor "&" and "+", which servers read as more than themselves; in a path
# not what ends a segment (OpenAPI 3.2, "Path Templating").
_IN_QUERY = ":/?@!$'()*,;="
_IN_PATH = ":@!$&'()*+,;="
# RFC 6265, section 4.1.1: the octets of a cookie's value; % is what escapes the others.
_IN_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
_TRIPLE = re.compile(r"(%[0-9A-Fa-f]{2})")


def escaped(text: str) -> str:
    """All but the unreserved characters are percent-encoded."""
    return quote(text, safe="")


def cookie_escaped(text: str) -> str:
    """What a cookie cannot hold is percent-encoded."""
    return quote(text, safe=_IN_COOKIE)


def cookie_raw(text: str) -> str:
    """The text as it is (OpenAPI 3.2, the style "cookie").

    Raises:
        ValueError: It would end the cookie.
    """
    if ";" in text or any(c < " " or c == "\x7f" for c in text):
        raise ValueError("a cookie must not hold semicolons or control characters")
    return text


def query_reserved(text: str) -> str:
    """What is reserved stays, and so does what is percent-encoded (`allowReserved`)."""
    return _with_triples(text, _IN_QUERY)


def path_reserved(text: str) -> str:
    """The same within a segment of a path (OpenAPI 3.2)."""
    return _with_triples(text, _IN_PATH)


def apart_from(delimiter: str, escape: Escape) -> Escape:
    """Escapes the delimiter of a list as well, so that its items stay apart."""
    code = quote(delimiter, safe="")

    def both(text: str) -> str:
        return escape(text).replace(delimiter, code)

    return escape if delimiter not in escape(delimiter) or code == delimiter else both


def _with_triples(text: str, safe: str) -> str:
    parts = _TRIPLE.split(text)
    parts[::2] = (quote(part, safe=safe) for part in parts[::2])
    return "".join(parts)
