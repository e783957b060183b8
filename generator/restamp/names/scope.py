"""Scopes of names, and how new names avoid clashes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import field
from functools import lru_cache

from restamp.names.reserved import KEYWORDS
from restamp.names.words import CACHED, snake, words_or_symbols
from restamp.records import dataclass

MAX_NAME = 100
"""Maximum length in characters."""
MAX_BYTES = 200
"""Maximum length of a derived name in UTF-8."""
MOST_BYTES = 230
"""Maximum length of any name in UTF-8; file names have at most 255 bytes with a number and a suffix."""


def is_name(text: str) -> bool:
    """Whether a text is a valid identifier that Python reads unchanged."""
    return (
        text.isidentifier()
        and text not in KEYWORDS
        and (text.isascii() or unicodedata.normalize("NFKC", text) == text)
        and not text.startswith("__")
        and len(text.encode()) <= MOST_BYTES
    )


def identifier(text: str, fallback: str) -> str:
    """Convert a text to a valid identifier, with a prefix if it starts with a digit or is empty."""
    is_plain = text.isascii() and text.isidentifier() and text[0] != "_" != text[-1]
    if is_plain and text not in KEYWORDS and len(text) <= MAX_NAME:
        return text  # Nearly all names.
    name = text[:MAX_NAME].encode("utf-8", "ignore")[:MAX_BYTES].decode("utf-8", "ignore")
    name = name.rstrip("_")
    if not name or not (name[0].isalpha() or name[0].isidentifier()):
        name = (
            f"{fallback}_{name}".rstrip("_") if fallback.islower() or not name else fallback + name
        )
    name = name.lstrip("_") or fallback
    if name in KEYWORDS:
        name += "_"
    return name if is_name(name) else fallback


def case_folded(name: str) -> str:
    """Case-fold a name: equal for `ß` and `SS`, and for `ı` and `I`."""
    return unicodedata.normalize("NFKC", name.upper().casefold())


@dataclass(slots=True)
class Scope:
    """The names claimed so far. With `case_insensitive`, names that differ only in case clash, as file names do."""

    reserved: frozenset[str] = frozenset()
    case_insensitive: bool = False
    _taken: set[str] = field(default_factory=set[str])
    _numbers: dict[str, int] = field(default_factory=dict[str, int])
    """The next number to try, by name; lower ones are taken."""

    def is_free(self, name: str) -> bool:
        """Whether a name is neither claimed nor reserved."""
        if name in self.reserved:
            return False
        if self.case_insensitive:
            name = case_folded(name)
            return name not in self.reserved and name not in self._taken
        return name not in self._taken

    @classmethod
    def joined(cls, scopes: Iterable[Scope]) -> Scope:
        """A scope in which a name is free if it is free in all of these; they stay as they are."""
        listed = list(scopes)
        if len(listed) == 1:
            return listed[0]
        reserved = frozenset[str]().union(*(scope.reserved for scope in listed))
        is_case_insensitive = any(scope.case_insensitive for scope in listed)
        taken = set[str]().union(*(scope._taken for scope in listed))
        return cls(reserved, is_case_insensitive, taken)

    def claim_exactly(self, name: str) -> str:
        """Claim exactly this name."""
        self._taken.add(case_folded(name) if self.case_insensitive else name)
        return name

    def claim(self, candidates: Iterable[str]) -> str:
        """Claim the first free candidate; if there is none, the last one with `_` or a number appended."""
        last = ""
        for candidate in candidates:
            if self.is_free(candidate):
                return self.claim_exactly(candidate)
            last = candidate
        if last in self.reserved and self.is_free(last + "_"):
            return self.claim_exactly(last + "_")
        separator = "" if last[:1].isupper() and not last.isupper() and last[-1:].isalpha() else "_"
        number = self._numbers.get(last + separator, 2)
        while not self.is_free(f"{last}{separator}{number}"):
            number += 1
        self._numbers[last + separator] = number + 1
        return self.claim_exactly(f"{last}{separator}{number}")


@lru_cache(CACHED)
def snake_name(text: str, fallback: str) -> str:
    """Convert a text to the name of a variable, attribute, function or module."""
    if is_name(text) and text.islower() and not text.startswith("_"):
        return text
    return identifier(snake(words_or_symbols(text)), fallback)
