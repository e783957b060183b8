"""Plurals of English words."""

from __future__ import annotations

from restamp.names.paths.lexicon import is_plural

_IRREGULAR = {"child": "children", "person": "people", "man": "men", "datum": "data"}


def plural(words: str) -> str:
    """Turn the last word of words in snake case into its plural."""
    before, separator, last = words.rpartition("_")
    if is_plural(last):
        return words
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh", "z")):
        last += "es"
    else:
        last += "s"
    return before + separator + last
