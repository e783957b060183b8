"""Split texts into words, and join words in the spellings of Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])"  # plural acronyms: IDs, URLs
    r"|[A-Z]+(?![a-z])"  # acronyms: HTTP in HTTPError
    r"|[A-Z]?[a-z]+"
    r"|\d+"
    r"|[^\W\d_A-Za-z]+"  # letters of other scripts
)
CACHED = 8_192
"""Number of texts whose words or names are cached: large documents repeat most of theirs, and have about 4,000."""
MAX_LENGTH = 1_000
"""Maximum length of a text that is split; longer than any name."""
UNSPLIT_NAMES = (
    ("OAuth", "Oauth"),
    ("GitHub", "Github"),
    ("GitLab", "Gitlab"),
    ("GraphQL", "Graphql"),
)
SYMBOLS = {
    "+": "plus", "-": "minus", "*": "star", "/": "slash", "%": "percent", "<": "less", ">": "greater",
    "=": "equal", "!": "not", "&": "and", "|": "or", "~": "tilde", "@": "at", "#": "hash",
    "$": "dollar", "^": "caret", "?": "question", ".": "dot", ",": "comma", ":": "colon",
    ";": "semicolon", "'": "quote", '"': "quote", "_": "underscore", " ": "space", "\\": "backslash",
    "(": "open", ")": "close", "[": "open", "]": "close", "{": "open", "}": "close", "\t": "tab",
}  # fmt: skip


@lru_cache(CACHED)
def split(text: str) -> tuple[str, ...]:
    """Split a text into words: at punctuation, at changes of case, and between letters and numbers.

    A number stays with the letters before it (`sha256`, `v2`). Characters that are not allowed in
    identifiers separate words. There is no word if there is no letter or digit.
    """
    normalized = unicodedata.normalize("NFKC", text[:MAX_LENGTH])
    for spelling, one in UNSPLIT_NAMES:
        normalized = normalized.replace(spelling, one)
    words: list[str] = []
    end = -1
    for match in WORD.finditer(normalized if normalized.isascii() else _shape(normalized)):
        word = normalized[match.start() : match.end()]
        if word.isdigit() and words and match.start() == end and words[-1][-1:].isalpha():
            words[-1] += word
        elif ("_" + word).isidentifier():
            words.append(word)
        end = match.end()
    return tuple(words)


def _shape(text: str) -> str:
    """A text of the same length with `A` and `a` for the letters outside of ASCII that have an upper and a lower case."""
    return "".join(
        (
            char
            if char.isascii() or not (char.isupper() or char.islower())
            else "A" if char.isupper() else "a"
        )
        for char in text
    )


@lru_cache(CACHED)
def words_or_symbols(text: str) -> tuple[str, ...]:
    """Split a text into words; a text of symbols only becomes the names of the symbols."""
    words = split(text)
    lead = text[:1]
    if words and lead in ("+", "-") and words[0][:1].isdigit():
        return (SYMBOLS[lead], *words)
    if words:
        return words
    return tuple(SYMBOLS.get(char, f"u{ord(char):x}") for char in text[:8])


def snake(words: Iterable[str]) -> str:
    """`started_at`; empty for no words."""
    return "_".join(word.lower() for word in words)


def pascal(words: Iterable[str]) -> str:
    """`StartedAt`, acronyms as they are; empty for no words."""
    return "".join(word[:1].upper() + word[1:] for word in words)


def upper(words: Iterable[str]) -> str:
    """`STARTED_AT`; empty for no words."""
    return "_".join(word.upper() for word in words)
