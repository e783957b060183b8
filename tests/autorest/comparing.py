"""Where a result differs from the one in a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from pydantic import BaseModel

from .table import Member, Of


def difference(expected: Any, actual: Any, at: str = "") -> str:
    """The first difference, "" if there is none; `...` equals anything."""
    if expected is ...:
        return ""
    match expected:
        case Of():
            name = type(actual).__name__
            if name != expected.name:
                return f"{at or 'the result'} is a {name}, not a {expected.name}"
            return difference(expected.fields, actual, at)
        case Member():
            if not isinstance(actual, Enum):
                return f"{at or 'the result'} is {actual!r}, not a member of an enum"
            return difference(expected.value, actual.value, at)
        case dict():
            return _of_fields(expected, actual, at)
        case list():
            return _of_items(expected, actual, at)
        case datetime() | timedelta():  # both have subclasses that keep how they are written
            if isinstance(actual, type(expected)) and expected == actual:
                return ""
            return f"{at or 'the result'} is {actual!r}, not {expected!r}"
        case _:
            if type(expected) is type(actual) and expected == actual:
                return ""
            return f"{at or 'the result'} is {actual!r}, not {expected!r}"


def _of_items(expected: list[Any], actual: Any, at: str) -> str:
    if not isinstance(actual, list):
        return f"{at or 'the result'} is {actual!r}, not a list"
    items: list[Any] = actual
    if len(items) != len(expected):
        return f"{at or 'the result'} has {len(items)} items, not {len(expected)}"
    pairs = enumerate(zip(expected, items, strict=True))
    return next(filter(None, (difference(e, a, f"{at}[{i}]") for i, (e, a) in pairs)), "")


def _of_fields(expected: dict[str, Any], actual: Any, at: str) -> str:
    match actual:
        case BaseModel():
            fields = fields_of(actual)
        case dict():
            fields = actual
        case _:
            return f"{at or 'the result'} is {actual!r}, not an object"
    if fields.keys() != expected.keys():
        return f"{at or 'the result'} has the fields {sorted(fields)}, not {sorted(expected)}"
    pairs = ((k, e, fields[k]) for k, e in expected.items())
    return next(filter(None, (difference(e, a, f"{at}.{k}") for k, e, a in pairs)), "")


def fields_of(model: BaseModel) -> Mapping[str, Any]:
    """The fields of a model that are set, by their names in the document."""
    declared = type(model).model_fields
    return {
        (declared[name].alias or name) if name in declared else name: getattr(model, name)
        for name in model.model_fields_set
        if name in declared
    } | (model.model_extra or {})
