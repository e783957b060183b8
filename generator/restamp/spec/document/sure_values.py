"""When values are surely valid for the typed model: checks that the tables of `sure_schemas` and `sure_objects` consist of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from restamp.spec.tree.tree import Json

Check: TypeAlias = Callable[[Json], bool]
"""Whether a value is surely valid."""
_LARGEST: Final = 1e300
"""The largest number that surely is one of the model, whose numbers are floats."""


def is_text(value: Json) -> bool:
    return isinstance(value, str)


def is_boolean(value: Json) -> bool:
    return isinstance(value, bool)


def is_anything(value: Json) -> bool:
    return True


def is_number(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _LARGEST


def is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_list(value: Json) -> bool:
    return isinstance(value, list)


def has_items(value: Json) -> bool:
    return isinstance(value, list) and bool(value)


def are_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_map_of(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def has(required: tuple[str, ...] = (), /, **checks: Check) -> Check:
    """A check of objects with these members, of which some are required, and with extensions."""

    def check(value: Json) -> bool:
        if not isinstance(value, dict) or not all(key in value for key in required):
            return False
        for key, member in value.items():
            is_valid = checks.get(key)
            if not (key[:2] == "x-" if is_valid is None else is_valid(member)):
                return False
        return True

    return check


def texts(*keys: str) -> dict[str, Check]:
    return dict.fromkeys(keys, is_text)


def booleans(*keys: str) -> dict[str, Check]:
    return dict.fromkeys(keys, is_boolean)


IS_LINK: Final = has(("url",), **texts("url", "description"))
"""Whether a value is external documentation."""
