"""The one place where quotes are written: literals of Python source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

WIDTH = 88
"""Columns of generated code."""


Value = str | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""What there is a literal for; float stands for int as well."""


def literal(value: Value) -> str:
    """A literal that evaluates to `value`: a scalar, or a list or dict of such.

    Everything that is not printable is escaped, line separators and bidirectional controls included.
    """
    match value:
        case str():
            return _string(value)
        case bool() | int() | float() | None:
            return repr(value)
        case Mapping():
            return mapping((literal(key), literal(item)) for key, item in value.items())
        case _:
            return "[" + ", ".join(literal(item) for item in value) + "]"


def _string(value: str) -> str:
    """In double quotes, as black has it, unless that takes more escapes."""
    single = repr(value + '"')[1:-2]
    if value.count('"') > value.count("'"):
        return f"'{single}'"
    body = single.replace("\\'", "'").replace('"', '\\"')
    return f'"{body}"'


def mapping(pairs: Iterable[tuple[str, str]]) -> str:
    """A dict display of finished expressions, in the order given."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def laid_out(prefix: str, pairs: Sequence[tuple[str, str]], indent: int) -> str:
    """A dict display behind `prefix`, on one line where it fits, else a line for each member.

    A comma is to follow; `indent` is how far the line will be indented.
    """
    line = prefix + mapping(pairs)
    if len(line) + indent + 1 <= WIDTH:
        return line
    members = "".join(f"    {key}: {value},\n" for key, value in pairs)
    return f"{prefix}{{\n{members}}}"


def block(lines: Iterable[str]) -> str:
    """A triple-quoted literal of lines that need no escape; a newline is before and after each."""
    text = ""
    for line in lines:
        if literal(line) != f'"{line}"':
            raise ValueError(f"{line!r} needs an escape")
        text += f"{line}\n"
    return f'"""\n{text}"""'


def parts(items: Sequence[str]) -> str:
    """A tuple display of finished expressions."""
    return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
