"""Format files in black's style, and check the syntax of those that come from templates of the user.

Our templates already print black's style, except for lines that are too wide. `breaking` breaks these like black. A
statement with a line that it does not support is formatted by black itself, which is many times slower than the rest
of the generation and is imported only then.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import field

from restamp.emit.breaking import WIDTH, broken, width
from restamp.records import dataclass

QUOTES = '"""'
CONTINUES = frozenset(" )]}#\n")
"""First characters of lines that do not begin a statement of the module."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file in black's style."""

    text: str
    black_calls: int
    """The number of calls of black."""


@dataclass(slots=True)
class Statement:
    """A statement of a module, with the number of empty lines before it."""

    empty: int = 0
    lines: list[str] = field(default_factory=list[str])
    wide: set[int] = field(default_factory=set[int])
    """The indices of the lines of code that are too wide."""


def formatted(path: str, text: str, *, ours: bool, verify: bool = False) -> Formatted:
    """Format a text in black's style.

    `ours` says that it is the output of a template of Restamp and not of the user. The output of the user's, and with
    `verify` also that of Restamp's, is parsed: raises SyntaxError if it is not valid Python.
    """
    if not path.endswith(".py"):
        return Formatted(text, 0)
    styled, calls = _styled(text) if ours else None, 0
    if not ours:
        styled, calls = _black(path, text), 1
    elif styled is None:
        styled = ""
        for statement in _statements(text):
            lines = _broken(statement)
            if lines is None:
                lines = _black(path, "".join(statement.lines))
                calls += 1
            styled += "\n" * statement.empty + lines
    if verify or not ours:
        ast.parse(styled, path)
    return Formatted(styled, calls)


def _styled(text: str) -> str | None:
    """Break the wide lines of code of a text; None if black is needed for one of them."""
    lines = text.rstrip("\n").split("\n")
    # A character may be two columns wide.
    narrow = WIDTH if text.isascii() else WIDTH // 2
    if max(map(len, lines)) > narrow:
        quoted = False
        # Of most lines, only the length is looked at.
        for number in [n for n, line in enumerate(lines) if len(line) > narrow or QUOTES in line]:
            line = lines[number]
            is_code = not quoted and not line.lstrip().startswith(QUOTES)
            quoted = _is_quoted(line, quoted)
            if is_code and width(line) > WIDTH:
                parts = broken(line)
                if parts is None:
                    return None
                lines[number] = parts.removesuffix("\n")
    return "\n".join(lines) + "\n"


def _is_quoted(line: str, quoted: bool) -> bool:
    """Whether the line after this one is in a docstring; `quoted` says whether this one is."""
    bare = line.strip()
    if quoted:
        return not bare.endswith(QUOTES) and bare != f"{QUOTES},"
    return bare.startswith(QUOTES) and (len(bare) == len(QUOTES) or not bare.endswith(QUOTES))


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
        if not quoted and not line.lstrip().startswith(QUOTES) and width(line[:-1]) > WIDTH:
            statement.wide.add(len(statement.lines))
        quoted = _is_quoted(line, quoted)
        statement.lines.append(line)
    yield statement


def _broken(statement: Statement) -> str | None:
    """Break the wide lines of a statement; None if black is needed for one of them."""
    lines = list(statement.lines)
    for number in statement.wide:
        line = broken(lines[number])
        if line is None:
            return None
        lines[number] = line
    return "".join(lines)


def _black(path: str, text: str) -> str:
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(target_versions={TargetVersion.PY311})
    try:
        return black.format_str(text, mode=mode)
    except InvalidInput as problem:
        raise SyntaxError(f"{path}: {problem}") from problem
