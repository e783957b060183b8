"""Lines of functions in generated modules, for links."""

from __future__ import annotations

import re

from restamp.emit.header import with_header

_FUNCTION = re.compile(r"^def (\w+)\(", re.MULTILINE)


def function_lines(path: str, text: str) -> dict[str, int]:
    """The lines of the functions of a module, by name; `text` has no header yet, and the lines count it."""
    line, end = with_header(path, "").count("\n") + 1, 0
    lines: dict[str, int] = {}
    for match in _FUNCTION.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        lines[match[1]] = line
    return lines
