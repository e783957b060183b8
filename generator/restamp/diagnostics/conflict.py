"""Merge conflict markers of version control, which explain why a file cannot be parsed."""

from __future__ import annotations

import re

_MARKER = re.compile(r"^(?:<{7}(?= |\r?$)|={7}(?=\r?$)|>{7}(?= |\r?$))", re.MULTILINE)


def conflict_offset(text: str) -> int | None:
    """The offset of the first merge conflict marker; None without one."""
    marker = _MARKER.search(text)
    return None if marker is None else marker.start()
