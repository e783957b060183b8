"""The query language of Blink's lists, as far as its documentation goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]


def _like(value: object, pattern: str) -> bool:
    wild = {"%": ".*", "_": "."}
    regex = "".join(wild.get(character, re.escape(character)) for character in pattern)
    return isinstance(value, str) and re.fullmatch(regex, value, re.DOTALL) is not None


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda value, bound: value is not None and compare(value, bound)


_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "$eq": lambda value, other: value == other,
    "$neq": lambda value, other: value != other,
    "$gt": _ordered(lambda value, bound: value > bound),
    "$lt": _ordered(lambda value, bound: value < bound),
    "$gte": _ordered(lambda value, bound: value >= bound),
    "$lte": _ordered(lambda value, bound: value <= bound),
    "$like": _like,
}


def matches(item: Item, conditions: Mapping[str, Any]) -> bool:
    """Whether all conditions hold.

    Raises:
        KeyError: There is no such operator.
    """
    return all(_holds(item, name, wanted) for name, wanted in conditions.items())


def ordered(items: Sequence[Item], names: Sequence[str]) -> list[Item]:
    """The items sorted by properties; a leading `-` turns the order round."""
    result = list(items)
    for name in reversed(names):
        key = name.removeprefix("-")
        result.sort(
            key=lambda item: (item.get(key) is not None, item.get(key)), reverse=name != key
        )
    return result


def _holds(item: Item, name: str, wanted: object) -> bool:
    if name == "$or" and isinstance(wanted, list):
        return any(matches(item, conditions) for conditions in wanted)
    if not isinstance(wanted, dict):
        return bool(item.get(name) == wanted)
    return all(_OPERATORS[operator](item.get(name), bound) for operator, bound in wanted.items())
