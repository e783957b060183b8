"""Singulars of English words."""

from __future__ import annotations

_UNCHANGED = frozenset(
    "analytics economics gas logistics mathematics news physics politics series species".split()
)
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))


def singular(words: str) -> str:
    """Turn the last word into its singular, as far as its ending tells; else return the words unchanged."""
    last = words.rpartition(" ")[2].rpartition("_")[2].lower()
    if last in _UNCHANGED:
        return words
    for ending, replacement in _ENDINGS:
        if words.endswith(ending) and len(words) > len(ending) + 1:
            return words.removesuffix(ending) + replacement
    if words.endswith("s") and not words.endswith(("ss", "us", "is")) and len(words) > 2:
        return words[:-1]
    return words
