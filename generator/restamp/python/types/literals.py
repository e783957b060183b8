"""Write literals of Python source; the only module that writes quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

WIDTH = 88
"""Line length of generated code."""


Value = str | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""Values that can be written as literals; float includes int."""


def literal(value: Value) -> str:
    """A literal that evaluates to `value`: a scalar, or a list or dict of scalars.

    Unprintable characters are escaped, including line separators and bidirectional controls.
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
    """Use double quotes, like black, unless that needs more escapes."""
    single = repr(value + '"')[1:-2]
    if value.count('"') > value.count("'"):
        return f"'{single}'"
    body = single.replace("\\'", "'").replace('"', '\\"')
    return f'"{body}"'


def mapping(pairs: Iterable[tuple[str, str]]) -> str:
    """A dict display of expressions, in order."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def laid_out(prefix: str, pairs: Sequence[tuple[str, str]], indent: int) -> str:
    """A dict display after `prefix`, on one line if it fits, otherwise one line per member.

    Leaves room for a comma; `indent` is the indentation of the line.
    """
    line = prefix + mapping(pairs)
    if len(line) + indent + 1 <= WIDTH:
        return line
    members = "".join(f"    {key}: {value},\n" for key, value in pairs)
    return f"{prefix}{{\n{members}}}"


def block(lines: Iterable[str]) -> str:
    """A triple-quoted literal of lines that need no escapes, with newlines around each."""
    lines = list(lines)
    # What all lines in a row do not need, none of them needs.
    if literal("".join(lines)) != f'"{"".join(lines)}"':
        raise ValueError("a line needs an escape")
    return '"""\n' + "".join(f"{line}\n" for line in lines) + '"""'


def parts(items: Sequence[str]) -> str:
    """A tuple display of expressions."""
    return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
