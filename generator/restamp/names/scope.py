"""A scope: the names that are taken in one place, and how a new one is found."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from restamp.names.reserved import KEYWORDS
from restamp.names.words import snake, spelled

MAX_NAME = 100
"""Characters."""
MAX_BYTES = 200
"""In UTF-8, of a name that we make."""
MOST_BYTES = 230
"""In UTF-8, of any name: with a number and a suffix, a file name is at most 255 bytes long."""


def is_name(text: str) -> bool:
    """Whether a text can stand in source as an identifier, and reads back as the same."""
    return (
        text.isidentifier()
        and text not in KEYWORDS
        and unicodedata.normalize("NFKC", text) == text
        and not text.startswith("__")
        and len(text.encode()) <= MOST_BYTES
    )


def identifier(text: str, fallback: str) -> str:
    """A verified identifier made of a text: prefixed where it starts with a digit or is empty."""
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


def folded(name: str) -> str:
    """A name without what upper and lower case tell apart: equal for `ß` and `SS`, and for `ı` and `I`."""
    return unicodedata.normalize("NFKC", name.upper().casefold())


@dataclass(slots=True)
class Scope:
    """Names taken so far. With `folded`, names that differ only in case are the same, as files and variables are."""

    reserved: frozenset[str] = frozenset()
    folded: bool = False
    _taken: set[str] = field(default_factory=set[str])
    _numbers: dict[str, int] = field(default_factory=dict[str, int])
    """By name: the number to try next; those below it are taken."""

    def _key(self, name: str) -> str:
        return folded(name) if self.folded else name

    def is_free(self, name: str) -> bool:
        """Whether nobody has the name and it is not reserved."""
        key = self._key(name)
        return name not in self.reserved and key not in self.reserved and key not in self._taken

    def take(self, name: str) -> str:
        """Take this very name."""
        self._taken.add(self._key(name))
        return name

    def first_free(self, candidates: Iterable[str]) -> str:
        """Take the first candidate that is free; then the last one with `_`, or with a number."""
        last = ""
        for candidate in candidates:
            if self.is_free(candidate):
                return self.take(candidate)
            last = candidate
        if last in self.reserved and self.is_free(last + "_"):
            return self.take(last + "_")
        joint = "" if last[:1].isupper() and not last.isupper() and last[-1:].isalpha() else "_"
        number = self._numbers.get(last + joint, 2)
        while not self.is_free(f"{last}{joint}{number}"):
            number += 1
        self._numbers[last + joint] = number + 1
        return self.take(f"{last}{joint}{number}")


def snake_name(text: str, fallback: str) -> str:
    """A text as the name of a variable, attribute, function or module."""
    if is_name(text) and text.islower() and not text.startswith("_"):
        return text
    return identifier(snake(spelled(text)), fallback)
