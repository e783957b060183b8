"""Names of request headers."""

from __future__ import annotations

import re

from restamp.diagnostics.text import quoted
from restamp.lower.context import Lowering
from restamp.spec.tree.node import Node

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A token of HTTP (RFC 9110, section 5.6.2)."""


def header_name(lowering: Lowering, name: str, node: Node, what: str) -> str | None:
    """The name without surrounding whitespace; None, with a warning, if HTTP does not allow it."""
    trimmed = name.strip()
    is_token = TOKEN.fullmatch(trimmed) is not None
    if trimmed != name or not is_token:
        lowering.diagnostics.warning(
            "header-name-invalid",
            f"{quoted(name)} is not a valid header name (RFC 9110, 5.6.2): "
            + (f"{quoted(trimmed)} is sent" if is_token else f"the {what} is omitted"),
            node.at,
        )
    return trimmed if is_token else None
