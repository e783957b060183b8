"""Black's style, and the last check of syntax.

Our templates print black's style already, as far as lines are short enough: only what is too wide
goes through black itself, which is many times slower than all the rest of a generation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import black
from black.mode import TargetVersion
from black.parsing import InvalidInput
from black.strings import str_width

MODE = black.Mode(target_versions={TargetVersion.PY311})
WIDTH = 88
QUOTES = '"""'
CONTINUES = frozenset(" )]}#\n")
"""What a line starts with that does not begin a statement of the module."""
DEEP = " " * 8
IMPORT = "    from "
ENTRY = re.compile(r' {12}"[^"]*": "[^"]*",\n')
"""A name and its module: black leaves two texts on a line, however wide."""
BELOW_IF = re.compile(rf"{DEEP}\w+: |{IMPORT}[^(]+\Z|{ENTRY.pattern}")
"""A line below a condition that is whole: a field of a class, an import, an entry of a dict."""


@dataclass(slots=True)
class Statement:
    """A statement of a module with the empty lines before it."""

    empty: int = 0
    lines: list[str] = field(default_factory=list[str])
    wide: set[int] = field(default_factory=set[int])
    """Numbers of the lines of code that are too wide."""


def formatted(path: str, text: str, *, ours: bool) -> str:
    """The text in black's style, parsed once more before anyone writes it.

    `ours` says that a template of Restamp printed it, and not one that a user wrote.
    Raises SyntaxError where it is no Python: that is a bug of Restamp or of a custom template.
    """
    if not path.endswith(".py"):
        return text
    try:
        made = "".join(map(_styled, _statements(text))) if ours else _black(text)
    except InvalidInput as problem:
        raise SyntaxError(f"{path}: {problem}") from problem
    ast.parse(made, path)
    return made


def _statements(text: str) -> Iterator[Statement]:
    statement = Statement()
    empty, quoted = 0, False
    for line in text.splitlines(keepends=True):
        if line == "\n" and not quoted:
            empty += 1
            continue
        if line[0] not in CONTINUES and not line.startswith("else:") and not quoted:
            yield statement
            statement = Statement(empty)
        else:
            statement.lines += ["\n"] * empty
        empty = 0
        bare = line.strip()
        if quoted:
            quoted = not bare.endswith(QUOTES)
        elif bare.startswith(QUOTES):
            quoted = len(bare) == len(QUOTES) or not bare.endswith(QUOTES)
        elif len(line) * 2 > WIDTH and str_width(line[:-1]) > WIDTH:
            statement.wide.add(len(statement.lines))
        statement.lines.append(line)
    yield statement


def _styled(statement: Statement) -> str:
    lines = statement.lines
    if not statement.wide:
        text = "".join(lines)
    elif all(_is_whole(lines, number) for number in statement.wide) and _is_flat(lines):
        text = "".join(
            _line(line) if number in statement.wide else line for number, line in enumerate(lines)
        )
    else:
        text = _black("".join(lines))
    return "\n" * statement.empty + text


def _is_whole(lines: list[str], number: int) -> bool:
    """Whether a line stands for itself: a field of a class, or what is below a condition."""
    if lines[0].startswith("class "):
        return number > 0
    return lines[0].startswith("if ") and BELOW_IF.match(lines[number]) is not None


def _is_flat(lines: list[str]) -> bool:
    """Whether classes have fields only, each on one line."""
    return not any(line.startswith(("    def ", "    @", "    if ")) for line in lines)


@lru_cache(maxsize=4096)
def _line(line: str) -> str:
    """One line of a class or below a condition, by itself."""
    if ENTRY.fullmatch(line):
        return line
    if line.startswith(IMPORT):
        head = "if _:\n"
    else:
        head = "if _:\n\n    class _:\n" if line.startswith(DEEP) else "class _:\n"
    return _black(head + line).removeprefix(head)


def _black(text: str) -> str:
    return black.format_str(text, mode=MODE)
