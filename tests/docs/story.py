"""The blocks of a page in order, and what the page's source notes about them.

A fenced block is one of these:

- `console`: commands after `$ `, each with its output; `...` stands for anything, as in doctest.
- `python`: is run with those before it, and type-checked. A `text` block right after it is what it prints.
- with a `:caption:`, a file that the page writes. `(more)` after its name: it is added to the file's end.
- `% not run: REASON` before it: is only shown.

Notes are MyST comments before a block: `% not run: REASON`, `% exit status: 2`, `% shown from: FILE` (the block
is part of this file), `% in the background: URL` (the command serves this URL until the page ends). The note
`% starts with: PROJECT` is for the page: it begins in a copy of `tests/docs/projects/PROJECT`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

CODE = {"code-block", "code", "sourcecode"}
OPTION = re.compile(r":([\w-]+):[ ]?(.*)\n?")
NOTE = re.compile(
    r"(not run|exit status|shown from|in the background|starts with): (\S.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block; `line` is that of its first line of text."""

    language: str
    text: str
    line: int
    file: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """A page: its blocks, and the project that it starts with."""

    blocks: Sequence[Block]
    project: str


def story_of(page: Path) -> Story:
    """Read a page."""
    parser = MarkdownIt("commonmark").use(myst_block_plugin).use(colon_fence_plugin)
    text = page.read_text("utf-8")
    blocks = [*_blocks(parser, text, 0)]
    fences = len(re.findall(r"^ *```+[^`\n]+$", text, re.MULTILINE))
    seen = sum(token.info != "" for token in _fences(parser, text))
    assert fences == seen, f"{page}: {fences} fences, of which {seen} are seen"
    projects = re.findall(r"^% starts with: (\S+)$", text, re.MULTILINE)
    return Story(blocks, projects[0] if projects else "")


def _fences(parser: MarkdownIt, text: str) -> Iterator[Token]:
    for token in parser.parse(text):
        if token.type == "fence":
            yield token
        elif token.type == "colon_fence":
            yield from _fences(parser, token.content)


def _blocks(parser: MarkdownIt, text: str, offset: int) -> Iterator[Block]:
    notes: dict[str, str] = {}
    for token in parser.parse(text):
        line = offset + (token.map[0] if token.map else 0) + 2
        match token.type:
            case "myst_line_comment":
                for note in token.content.split("\n"):
                    if match := NOTE.fullmatch(note.strip()):
                        notes[match[1]] = match[2]
            case "fence":
                if block := _block(token, line, notes):
                    yield block
                notes = {}
            case "colon_fence":
                yield from _blocks(parser, token.content, line - 1)
                notes = {}
            case _:
                notes = {}


def _block(token: Token, line: int, notes: Mapping[str, str]) -> Block | None:
    """The block of a fence; None for a directive that is no code, such as a table of contents."""
    language, text, file = token.info.strip(), token.content, ""
    if directive := re.fullmatch(r"\{([\w-]+)\} *(.*)", language):
        if directive[1] not in CODE:
            return None
        language = directive[2]
        while option := OPTION.match(text):
            file = option[2].strip() if option[1] == "caption" else file
            text = text[option.end() :]
            line += 1
        text = text.lstrip("\n")
    return Block(language, text, line, file, notes)
