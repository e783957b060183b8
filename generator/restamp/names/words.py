"""From any text to the words of a name, and from words to the spellings of Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])"  # plural acronyms: IDs, URLs
    r"|[A-Z]+(?![a-z])"  # acronyms: HTTP in HTTPError
    r"|[A-Z]?[a-z]+"
    r"|\d+"
    r"|[^\W\d_A-Za-z]+"  # letters of other scripts
)
MOST = 1_000
"""Characters of a text that names are made of; more than any name keeps."""
WHOLE = (("OAuth", "Oauth"), ("GitHub", "Github"), ("GitLab", "Gitlab"), ("GraphQL", "Graphql"))
SYMBOLS = {
    "+": "plus", "-": "minus", "*": "star", "/": "slash", "%": "percent", "<": "less", ">": "greater",
    "=": "equal", "!": "not", "&": "and", "|": "or", "~": "tilde", "@": "at", "#": "hash",
    "$": "dollar", "^": "caret", "?": "question", ".": "dot", ",": "comma", ":": "colon",
    ";": "semicolon", "'": "quote", '"': "quote", "_": "underscore", " ": "space", "\\": "backslash",
    "(": "open", ")": "close", "[": "open", "]": "close", "{": "open", "}": "close", "\t": "tab",
}  # fmt: skip


def split(text: str) -> list[str]:
    """The words of a text: at punctuation, at a change of case, and between letters and numbers.

    A number stays with the letters before it (`sha256`, `v2`). What no identifier can hold
    separates words. An empty list means that there is no letter or digit at all.
    """
    folded = unicodedata.normalize("NFKC", text[:MOST])
    for spelled, one in WHOLE:
        folded = folded.replace(spelled, one)
    words: list[str] = []
    end = -1
    for match in WORD.finditer(folded):
        word = match[0]
        if word.isdigit() and words and match.start() == end and words[-1][-1:].isalpha():
            words[-1] += word
        elif ("_" + word).isidentifier():
            words.append(word)
        end = match.end()
    return words


def spelled(text: str) -> list[str]:
    """The words of a text, its symbols named where they are all that tells it from another."""
    words = split(text)
    lead = text[:1]
    if words and lead in ("+", "-") and words[0][:1].isdigit():
        return [SYMBOLS[lead], *words]
    if words:
        return words
    return [SYMBOLS.get(char, f"u{ord(char):x}") for char in text[:8]]


def snake(words: Iterable[str]) -> str:
    """`started_at`; empty for no words."""
    return "_".join(word.lower() for word in words)


def pascal(words: Iterable[str]) -> str:
    """`StartedAt`, acronyms as they are; empty for no words."""
    return "".join(word[:1].upper() + word[1:] for word in words)


def upper(words: Iterable[str]) -> str:
    """`STARTED_AT`; empty for no words."""
    return "_".join(word.upper() for word in words)
