"""Break lines that are too wide, as black does.

Our templates print black's style except for the width. A line here is a statement, one element within brackets, or the
end of a `def`. It is split at brackets, commas, `|` and `=` only; for lines with anything else (an operator, a comment)
`broken` returns None, and black itself is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDTH = 88
_STEP = "    "
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_TEXT = r"""[rb]?"(?:[^"\\]|\\.)*"|[rb]?'(?:[^'\\]|\\.)*'"""
_TEXTS = re.compile(_TEXT)
_BRACKETS = r"()\[\]{}"
_TO_BRACKET = re.compile(rf"""(?:[^{_BRACKETS}"']++|{_TEXT})*+[{_BRACKETS}]""")
"""The text up to the next bracket that is not in a string; long lines have many strings, and few brackets."""
_TO_TOKEN = {
    separator: re.compile(rf"(?:{others}|{_TEXT})*+(?:[{_BRACKETS}]|{re.escape(separator)})")
    for separator, others in {
        ", ": rf"""[^{_BRACKETS}"',]++|,(?! )""",
        " | ": rf"""[^{_BRACKETS}"' ]++|[ ](?!\|[ ])""",
        " = ": rf"""[^{_BRACKETS}"' ]++|[ ](?!=[ ])""",
    }.items()
}
"""The text up to the next bracket or separator, by separator."""
_IMPORT = re.compile(r"from (\S+) import ([\w, ]+)")
_DEF = re.compile(r"((?:async )?def \w+)\((.*?)\) -> (.+?)(:(?: \.\.\.)?)")
_RETURNED = re.compile(r"\) -> (.+?)(:(?: \.\.\.)?)")
_NAMED = re.compile(r"([^\W\d]\w*: )(.+)")
"""A parameter, or a statement that declares a name."""
_LAMBDA = "lambda: "
_WORDS = r"(?:if|else|for|and|or|not|in|is|await|yield)\b"
_FOREIGN = re.compile(rf"""#|\b{_WORDS}|(?<![\[(, =])-|[+/%<>!@&^~;\\]|"" \"\"""")
"""Syntax that `broken` does not support: comments, operators, adjacent strings. Strings are emptied before the search."""
_MAY_BE_FOREIGN = tuple(
    map(re.compile, (r"[-#+/%<>!@&^~;\\]", rf"[^\w]{_WORDS}", r"""["'] [rb]?["']"""))
)
"""What any of it contains, after a space; patterns that start with a set are found several times as fast."""


class _Unknown(Exception):
    """The line contains syntax that only black can break."""


def broken(line: str) -> str | None:
    """Break one wide line, which ends in a line feed, like black; None if that is not supported."""
    text = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    try:
        return "".join(f"{part}\n" for part in _lines(indent, text))
    except _Unknown:
        return None


def width(text: str) -> int:
    """The width of a text in columns, as black counts them."""
    if text.isascii():
        return len(text)
    from black.strings import str_width

    return str_width(text)


def _fits(text: str) -> bool:
    return width(text) <= WIDTH


def _lines(indent: str, text: str) -> list[str]:
    if match := _IMPORT.fullmatch(text):
        names = [f"{indent}{_STEP}{name}," for name in match[2].split(", ")]
        return [f"{indent}from {match[1]} import (", *names, f"{indent})"]
    if _is_foreign(text):
        raise _Unknown
    if match := _RETURNED.fullmatch(text):
        return _valued(indent, ") -> ", match[1], match[2])
    if text.endswith(","):
        return _element(indent, text[:-1], ",")
    if text.startswith("class ") and text.endswith("):"):
        return _bracketed(indent, "", text[:-1], ":")
    if match := _DEF.fullmatch(text):
        return _function(indent, match[1], match[2], match[3], match[4])
    if text[-1:] in ("(", "[", "{"):
        return [indent + text]
    if text[-1:] == ":" or text[:1] in _CLOSING:
        raise _Unknown
    if len(items := _split(text, ", ")) > 1:
        return _exploded(indent, items)
    return _statement(indent, text)


def _is_foreign(text: str) -> bool:
    spaced = f" {text.replace(') -> ', ')', 1)}"
    if not any(pattern.search(spaced) for pattern in _MAY_BE_FOREIGN):
        return False
    return _FOREIGN.search(_TEXTS.sub('""', text).replace(") -> ", ")", 1)) is not None


def _function(indent: str, head: str, parameters: str, returned: str, tail: str) -> list[str]:
    """Break a `def` on one line; `tail` starts at its colon."""
    inner = indent + _STEP
    if not parameters:
        return [f"{indent}{head}() -> (", *_body(inner, returned), f"{indent}){tail}"]
    last = f"{indent}) -> {returned}{tail}"
    end = [last] if _fits(last) else _valued(indent, ") -> ", returned, tail)
    items = _split(parameters, ", ")
    if len(items) > 1 and _fits(inner + parameters):
        return [f"{indent}{head}(", inner + parameters, *end]
    return [f"{indent}{head}(", *_exploded(inner, items), *end]


def _statement(indent: str, text: str) -> list[str]:
    if text.startswith("return "):
        return _valued(indent, "return ", text[7:], "")
    sides = _split(text, " = ")
    match = _NAMED.fullmatch(sides[0])
    if len(sides) > 2:
        raise _Unknown
    if match is None:
        if len(sides) == 2:
            return _valued(indent, f"{sides[0]} = ", sides[1], "")
        return _bracketed(indent, "", text, "")
    if len(sides) == 1:
        return _valued(indent, match[1], match[2], "")
    target, value = sides
    is_call = value[-1] in _CLOSING
    has_end = is_call and len(_split(value, " | ")) == 1
    if has_end and _fits(f"{indent}{target} = {value[: _opening(value) + 1]}"):
        return _bracketed(indent, f"{target} = ", value, "")
    if _fits(f"{indent}{target} = ("):
        return [f"{indent}{target} = (", *_body(indent + _STEP, value), f"{indent})"]
    if is_call and match[2][-1] in _CLOSING:
        raise _Unknown
    lines = _valued(indent, match[1], match[2], f" = {value}")
    is_wide = not _fits(lines[-1]) or not _fits(lines[0])
    if is_call and is_wide and lines[-1] == f"{indent}) = {value}":
        return [*lines[:-1], *_bracketed(indent, ") = ", value, "")]
    return lines


def _element(indent: str, text: str, tail: str) -> list[str]:
    """Break one item within brackets, on lines of its own."""
    if _fits(f"{indent}{text}{tail}"):
        return [f"{indent}{text}{tail}"]
    if text.startswith(_LAMBDA):
        return _bracketed(indent, _LAMBDA, text.removeprefix(_LAMBDA), tail)
    if match := _NAMED.match(text):
        annotation, *default = _split(match[2], " = ")
        if len(default) > 1:
            raise _Unknown
        return _valued(indent, match[1], annotation, "".join(f" = {d}" for d in default) + tail)
    members = _split(text, " | ")
    if len(members) > 1:
        return _united(indent, members, tail)
    if text[-1] in _CLOSING:
        return _bracketed(indent, "", text, tail)
    return [f"{indent}{text}{tail}"]


def _united(indent: str, members: Sequence[str], tail: str) -> list[str]:
    """Break a union, each member on lines of its own."""
    last = len(members) - 1
    lines: list[str] = []
    for number, member in enumerate(members):
        bar, end = "| " if number else "", tail if number == last else ""
        if _fits(f"{indent}{bar}{member}{end}") or member[-1] not in _CLOSING:
            lines.append(f"{indent}{bar}{member}{end}")
        else:
            lines += _bracketed(indent, bar, member, end)
    return lines


def _valued(indent: str, head: str, value: str, tail: str) -> list[str]:
    """Break a value that black may put into parentheses: an annotation, or an assigned or returned value."""
    if len(_split(value, " | ")) == 1:
        if value[-1] in _CLOSING:
            return _bracketed(indent, head, value, tail)
        if tail.endswith(",") or not _fits(indent + _STEP + value):
            return [f"{indent}{head}{value}{tail}"]
    return [f"{indent}{head}(", *_body(indent + _STEP, value), f"{indent}){tail}"]


def _bracketed(indent: str, head: str, value: str, tail: str) -> list[str]:
    """Break a value that ends with a bracket inside the brackets.

    A display, unlike a call or subscript, always has each item on a line of its own.
    """
    start = _opening(value)
    inner = value[start + 1 : -1]
    before = _TEXTS.sub("", value[:start])
    if any(bracket in before for bracket in "([{"):
        raise _Unknown
    if not inner:
        return [f"{indent}{head}{value}{tail}"]
    is_display = value[start - 1 : start] in ("", " ", "=")
    items: list[str] = []
    if is_display or inner.endswith(","):
        items = _split(inner.removesuffix(","), ", ")
    if inner.endswith(",") or len(items) > 1:
        body = _exploded(indent + _STEP, items)
    else:
        body = _body(indent + _STEP, inner)
    return [f"{indent}{head}{value[: start + 1]}", *body, f"{indent}{value[-1]}{tail}"]


def _body(indent: str, inner: str) -> list[str]:
    """The content of brackets at its own indentation, on one line if it fits."""
    if _fits(indent + inner):
        return [indent + inner]
    items = _split(inner, ", ")
    return _exploded(indent, items) if len(items) > 1 else _element(indent, inner, "")


def _exploded(indent: str, items: Sequence[str]) -> list[str]:
    return [line for item in items for line in _element(indent, item, ",")]


def _split(text: str, separator: str) -> list[str]:
    """Split at separators that are not inside brackets or strings."""
    if separator not in text:
        return [text]
    depth, start, end = 0, 0, 0
    parts: list[str] = []
    while match := (_TO_BRACKET if depth else _TO_TOKEN[separator]).match(text, end):
        end = match.end()
        if text[end - 1] in _OPENING:
            depth += 1
        elif text[end - 1] in _CLOSING:
            depth -= 1
        else:
            parts.append(text[start : end - len(separator)])
            start = end
    return [*parts, text[start:]]


def _opening(text: str) -> int:
    """The position of the bracket that the last character closes."""
    starts: list[int] = []
    last, end = -1, 0
    while match := _TO_BRACKET.match(text, end):
        end = match.end()
        if text[end - 1] in _OPENING:
            starts.append(end - 1)
        elif starts:
            last = starts.pop()
        else:
            raise _Unknown
    if last < 0 or text[-1] not in _CLOSING:
        raise _Unknown
    return last
