"""The tags of models that stand in plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import BaseModel

from .shapes import Choice, choices, fields_of

_ATOMS = frozenset({bool, bytearray, bytes, float, int, memoryview, str, type(None)})


def tagged(annotation: Any, value: Any) -> Any:
    """A value with the tags that its unions ask for; it is not changed itself.

    A model sends those of its fields itself. This is for models that stand in plain
    lists and dicts, and for a value that is one of a union as a whole.
    """
    return _tagged(choices(annotation), value)


def _tagged(among: Sequence[Choice], value: Any) -> Any:
    if type(value) is dict:
        return _tagged_members(among, cast(dict[str, object], value))
    if isinstance(value, BaseModel):
        for choice in among:
            if choice.tagging is not None:
                value = choice.tagging.tagged(value)
        return value
    if isinstance(value, Mapping):
        return _tagged_members(among, cast(Mapping[str, object], value))
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        items = cast(Sequence[object], value)
        for choice in among:
            if choice.item is not None:
                inner = choices(choice.item)
                return [_tagged(inner, item) for item in items]
            if choice.places is not None:
                places = choice.places
                return [*map(tagged, places, items), *items[len(places) :]]
    return cast(Any, value)


def _tagged_members(among: Sequence[Choice], value: Mapping[str, object]) -> Any:
    deep = [key for key, item in value.items() if type(item) not in _ATOMS]
    if not deep:
        return value
    kinds: list[type[BaseModel]] = []
    for choice in among:
        if choice.value is not None:
            inner = choices(choice.value)
            return {key: _tagged(inner, item) for key, item in value.items()}
        kinds += choice.of(value)
        if choice.model is not None:
            kinds.append(choice.model)
    if not kinds:
        return value
    every = [fields_of(kind).by_name for kind in kinds]
    fields = max(every, key=lambda names: len(names.keys() & value.keys()))
    members = {k: tagged(fields[k].type, value[k]) for k in deep if k in fields}
    return {**value, **members}
