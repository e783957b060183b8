"""What Markdown (GFM) would make of a generated README: nothing that the document's author decides."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from restamp.emit.header import MARKDOWN

FIXED = "[API.md](API.md) lists all calls."
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
CODE = re.compile(r"`[^`\n]*`")
MODULE = re.compile(r"api/[\w/%]+\.py")
TARGET = re.compile(r"(?<=\])\(api/\S+\)")
BLOCKS = {"heading", "paragraph", "inline", "bullet_list", "list_item"}
INLINE = {
    *("text", "text_special", "code_inline", "softbreak"),
    *("link_open", "link_close", "strong_open", "strong_close"),
}


def check_readme(text: str) -> None:
    """Assert that texts of the document are text: no markup, no HTML, no links, no cells, no lines."""
    assert text.replace("\n", "").isprintable()
    fenced = False
    assert text.startswith(MARKDOWN)
    for line in text.removeprefix(MARKDOWN).split("\n"):
        if line.startswith("```"):
            fenced = not fenced
            continue
        if fenced or line == FIXED:
            continue
        plain = ESCAPED.sub(" ", line)
        bare = CODE.sub("", plain)
        assert not re.search(
            r"[<\[\]~*\\`$]|[!#]\w|&[#\w]|(?<![^\W_])_|_(?![^\W_])", bare.lstrip("#")
        ), line
        assert not re.search(r"://|www\.|\w@", bare), line
        if line.startswith("|"):
            assert plain.count("|") == 4 and plain.endswith("|"), line
            assert bare.count("|") == 4, line
    assert not fenced


def check_reference(text: str) -> None:
    """Assert that API.md has no markup of a document, and that all its links lead to modules of the package."""
    assert text.replace("\n", "").isprintable()
    body = text.removeprefix(MARKDOWN)
    assert body != text
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(body):
        assert token.type.removesuffix("_open").removesuffix("_close") in BLOCKS, token
        for child in token.children or ():
            assert child.type in INLINE, (child, token.content)
            if child.type == "link_open":
                assert MODULE.fullmatch(str(child.attrGet("href"))), child
    for line in body.split("\n"):
        bare = CODE.sub("", ESCAPED.sub(" ", TARGET.sub("", line)))
        assert not re.search(r"://|www\.|\w@", bare), line


def check_plain(text: str) -> None:
    """Assert that an escaped text at the beginning of a line is one paragraph of nothing but text."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    kinds = [token.type for token in tokens]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"]), text
    for token in tokens:
        assert {child.type for child in token.children or ()} <= {"text", "text_special"}, text
