"""Pages at the path of another operation, which has one variable more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .paged import PagedRequest
from .parameters import path_text

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def at_template(template: str) -> Callable[[PagedRequest[Any, Any], str], str]:
    """Returns a function from a request and the text of the variable to the URL.

    The URL is relative to that of the request, whose other parameters it has; the text
    is in it as it is, since it may contain a query.
    """

    def url(request: PagedRequest[Any, Any], text: str) -> str:
        known = request.parameters

        def value(variable: re.Match[str]) -> str:
            name = variable[1]
            return path_text(name, known[name]) if name in known else text

        path = _VARIABLE.sub(value, template).lstrip("/")
        above = "../" * (request.path.partition("?")[0].count("/") - 1)
        joint = "&" if "?" in path else "?"
        query = request.query_string
        return f"{above}{path}{joint}{query}" if query else above + path

    return url
