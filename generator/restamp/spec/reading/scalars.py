"""Resolve plain YAML scalars by the core schema of YAML 1.2.2, section 10.3."""

from __future__ import annotations

import re

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGERS = (
    (re.compile(r"[-+]?[0-9]+"), 10),
    (re.compile(r"0o[0-7]+"), 8),
    (re.compile(r"0x[0-9a-fA-F]+"), 16),
)
_MOST_DIGITS = 1_000
"""Python does not print integers of more than 4,300 digits."""
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITY = re.compile(r"([-+]?)\.(?:inf|Inf|INF)")
_NAN = frozenset({".nan", ".NaN", ".NAN"})
_NUMBER_START = frozenset("+-.0123456789")
_CORE = "tag:yaml.org,2002:"
_TEXTS = frozenset({"str", "binary", "timestamp", "merge", "value"})

Scalar = bool | int | float | str | None


def resolve_plain(text: str) -> Scalar:
    """Resolve a plain scalar without a tag.

    Raises ValueError for an integer of more than 1,000 digits.
    """
    if text[:1] in _NUMBER_START:
        return _number(text)
    if text in _NULLS:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    return text


def resolve_tagged(text: str, tag: str) -> Scalar:
    """Resolve a scalar with a tag; tags that are not YAML's own are ignored.

    Raises ValueError if the text does not match the tag.
    """
    kind = tag.removeprefix(_CORE)
    if kind in _TEXTS:
        return text
    value = resolve_plain(text)
    match kind:
        case "int" if isinstance(value, int) and not isinstance(value, bool):
            return value
        case "float" if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        case "bool" if isinstance(value, bool):
            return value
        case "null" if value is None:
            return value
        case "int" | "float" | "bool" | "null":
            raise ValueError(f"is not a valid {kind}")
        case _:
            return value


def is_core_tag(tag: str) -> bool:
    """Whether a tag is one of YAML's own."""
    return tag == "!" or tag.startswith(_CORE)


def _number(text: str) -> Scalar:
    for form, base in _INTEGERS:
        if form.fullmatch(text):
            if len(text) > _MOST_DIGITS:
                raise ValueError(f"is a number of more than {_MOST_DIGITS:,} digits")
            return int(text, base)
    if _FLOAT.fullmatch(text):
        return float(text)
    if infinite := _INFINITY.fullmatch(text):
        return float(infinite[1] + "inf")
    return float("nan") if text in _NAN else text
