"""Which characters are percent-encoded where (RFC 3986, section 2)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

Escape = Callable[[str], str]

# RFC 6265, section 4.1.1: the octets of a cookie's value; % is what escapes the others.
_IN_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"


def escaped(text: str) -> str:
    """All but the unreserved characters are percent-encoded."""
    return quote(text, safe="")


def cookie_escaped(text: str) -> str:
    """What a cookie cannot hold is percent-encoded."""
    return quote(text, safe=_IN_COOKIE)


def apart_from(delimiter: str, escape: Escape) -> Escape:
    """Escapes the delimiter of a list as well, so that its items stay apart."""
    code = quote(delimiter, safe="")

    def both(text: str) -> str:
        return escape(text).replace(delimiter, code)

    return escape if delimiter not in escape(delimiter) or code == delimiter else both
