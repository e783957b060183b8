"""When two texts or values mean the same though they are not written alike.

The only place with such rules. They are needed where arguments went in as objects: Python's types do not keep how a
value was written. Arguments that went in as JSON's own data have to come out letter by letter.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

_MOMENT: TypeAdapter[datetime] = TypeAdapter(datetime)
_TIME: TypeAdapter[time] = TypeAdapter(time)
_DIGITS = r"[-+.\dEe]+"
_DURATION: TypeAdapter[timedelta] = TypeAdapter(timedelta)


def _number(text: str) -> object:
    return Decimal(text) if re.fullmatch(_DIGITS, text) else None


def _numbers(text: str) -> object:
    """A list of numbers with the delimiter of a style."""
    for delimiter in "| \t":
        parts = text.split(delimiter)
        if len(parts) > 1 and all(re.fullmatch(_DIGITS, part) for part in parts):
            return [delimiter, *map(Decimal, parts)]
    return None


def _json(text: str) -> object:
    return json.loads(text) if text[:1] in ("[", "{") else None


RULES: Mapping[str, Callable[[str], object]] = {
    "number": _number,  # 1.0 and 1, 1E+2 and 100
    "numbers": _numbers,  # 1.0|2 and 1|2.0
    "date-time": _MOMENT.validate_strings,  # Z and +00:00, .5 and .500000
    "time": _TIME.validate_strings,  # likewise
    "uuid": UUID,  # upper and lower case
    "duration": _DURATION.validate_strings,  # P7D and P1W, PT60S and PT1M
    "base64": lambda text: b64decode(text, validate=True),  # padding bits that are not zero
    "json": _json,  # a parameter that is JSON text: blanks, escapes
}
NUMBERS = "number"
"""The rule that holds for JSON's own data too: 1.0 and 1 are one number (RFC 8259, section 6)."""
_NOT_ONE = (ValueError, ValidationError, InvalidOperation, NotBase64)


class Meanings:
    """Compares by these rules, and counts which of them were needed."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def alike(self, mine: Any, other: Any, rules: bool = True) -> bool:
        """Whether two values mean the same; without `rules`, whether they are the same data."""
        match mine, other:
            case dict(), dict():
                return mine.keys() == other.keys() and all(
                    self.alike(value, other[key], rules) for key, value in mine.items()
                )
            case ((list() | tuple()), (list() | tuple())):
                return len(mine) == len(other) and all(
                    self.alike(one, two, rules) for one, two in zip(mine, other, strict=True)
                )
            case str(), str() if mine != other:
                return self._texts(mine, other, RULES if rules else ("number", "numbers", "json"))
            case (bool(), _) | (_, bool()):
                return mine is other
            case (int() | float()), (int() | float()):
                self.used[NUMBERS] += type(mine) is not type(other)
                return mine == other
            case _:
                return type(mine) is type(other) and mine == other

    def _texts(self, mine: str, other: str, names: Any) -> bool:
        for name in names:
            try:
                value = RULES[name](mine)
                if value is not None and self._equal(value, RULES[name](other)):
                    self.used[name] += 1
                    return True
            except _NOT_ONE:
                continue
        return False

    def _equal(self, value: object, other: object) -> bool:
        return self.alike(value, other) if isinstance(value, (dict, list)) else value == other


def plain(value: Any) -> Any:
    """What openapi-core reads, as JSON has it."""
    match value:
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
