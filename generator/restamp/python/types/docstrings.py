"""Write docstrings, escaping text from documents."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from functools import cache

WIDTH = 88
PLAIN_LINE = re.compile(r"[^\s|>#*\-+`\d<]")
ENDS = re.compile(r"\r\n|\r|\n")
SPACES = re.compile(r"[ \t\x0b\x0c\xa0]+")


def docstring(blocks: Iterable[str], indent: int) -> str:
    """A docstring of these paragraphs with its quotes; empty if there is no text.

    Lines are wrapped for an indentation of `indent` spaces, but not indented. The layout is that of black.
    """
    lines = text_lines(blocks, WIDTH - indent)
    if not lines:
        return ""
    first = _escaped(lines[0])
    if first.startswith('"'):
        first = f" {first}"
    if len(lines) == 1:
        return _quoted(f"{first} " if first.endswith('"') else first)
    rest = list(map(_escaped, lines[1:]))
    if any("\t" in line for line in rest):
        rest = list(map(_expanded, rest))
    if all(line[:1] in ("", " ") for line in rest):
        rest = textwrap.dedent("\n".join(rest)).split("\n")
    return _quoted("\n".join([first, *rest]) + "\n")


def sentence(text: str) -> str:
    """A text as a sentence: with a capital letter and a full stop, where the text is not a name."""
    text = text.strip()
    word = re.match(r"[^\W\d_]+(?![\w./`(])", text)
    if word is not None and word[0].islower():
        text = text[0].upper() + text[1:]
    return text if not text or text.endswith((*".!?:;…", "```")) else f"{text}."


def _quoted(text: str) -> str:
    return '"""' + text + '"""'


def text_lines(blocks: Iterable[str], width: int) -> list[str]:
    """The lines of blocks of text, separated by empty lines, with long paragraphs wrapped."""
    lines: list[str] = []
    for block in blocks:
        lines_ = _wrapped(block, width)
        if lines_:
            lines += ["", *lines_] if lines else lines_
    return lines


def _wrapped(block: str, width: int) -> list[str]:
    if len(block) <= width and "\n" not in block and "\r" not in block:
        line = block.strip("\t ").rstrip()
        return [line] if line else []
    raw = [line.rstrip() for line in ENDS.split(block.strip("\r\n\t "))]
    lines: list[str] = []
    fenced = False
    for line in raw:
        fenced ^= line.lstrip().startswith("```")
        if len(line) <= width or fenced or not PLAIN_LINE.match(line.lstrip()[:1] or " "):
            lines.append(line)
            continue
        lead = line[: len(line) - len(line.lstrip())]
        lines += _filled(SPACES.sub(" ", line.strip()), width, lead)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _filled(text: str, width: int, lead: str) -> list[str]:
    """Break a text at spaces, like `textwrap.wrap`, which takes five times as long; it knows all kinds of spaces."""
    if text.isascii() and text.isprintable():
        return [lead + line for line in _lines(max(width - len(lead), 1)).findall(text)]
    return textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )


@cache
def _lines(width: int) -> re.Pattern[str]:
    """Matches as many words as fit, or one that is too long."""
    return re.compile(rf"(.{{1,{width}}}|[^ ]+)(?: |$)")


def _expanded(line: str) -> str:
    """Replace leading tabs with spaces."""
    text = line.lstrip()
    return line[: len(line) - len(text)].expandtabs() + text


def _escaped(line: str) -> str:
    """Escape a line for a docstring: backslashes, closing quotes and unprintable characters."""
    if line.isprintable() and "\\" not in line and '"' not in line:
        return line
    escaped = line.replace("\\", "\\\\")
    if '"""' in line:
        escaped = escaped.replace('"', '\\"')
    if escaped.isprintable():
        return escaped
    return "".join(c if c == "\t" or c.isprintable() else _code(ord(c)) for c in escaped)


def _code(number: int) -> str:
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def one_line(text: str, limit: int = 200) -> str:
    """The first sentence or line of a text, for tables and summaries."""
    line = " ".join(text.split())
    cut = re.search(r"(?<=[.!?])\s", line)
    if cut is not None and cut.start() <= limit:
        return line[: cut.start()]
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"
