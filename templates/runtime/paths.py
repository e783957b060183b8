"""Paths into responses and requests by wire names: `"paging.cursors.after"`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from functools import lru_cache
from typing import Any, cast

Path = str | tuple[str, ...]
"""Names joined by dots; a tuple where a name itself contains a dot."""


def get_path(value: object, path: Path) -> Any:
    """The value at a path in a model or in JSON data, None where there is none."""
    for name in _names(path):
        value = _member(value, name)
    return value


def has_path(value: object, path: Path) -> bool:
    """Whether the member at a path is present, even if it is null."""
    *parents, last = _names(path)
    parent = get_path(value, tuple(parents))
    if isinstance(parent, Mapping):
        return last in parent
    if parent is None or not hasattr(parent, "model_fields_set"):
        return False
    attribute = _attributes(parent.__class__).get(last, last)
    return attribute in parent.model_fields_set


def set_path(value: object, path: Path, new: object) -> Any:
    """A copy of the value with `new` at the path.

    A wrapper that decides how its value is sent (`JsonText`) is kept around the copy.
    """
    return _set(value, _names(path), new)


def unwrapped(value: object) -> object:
    """The value in a `JsonText` or `Styled`; anything else unchanged."""
    return cast(Any, value).value if _is_wrapper(value) else value


def _names(path: Path) -> tuple[str, ...]:
    if isinstance(path, tuple):
        return path
    return tuple(path.split(".")) if path else ()


def _member(value: object, name: str) -> object:
    if isinstance(value, Mapping):
        return cast(Mapping[object, object], value).get(name)
    if hasattr(value, "model_fields_set"):
        extra: Mapping[str, object] = getattr(value, "model_extra", None) or {}
        attribute = _attributes(cast(Any, value).__class__).get(name, "")
        return getattr(value, attribute, extra.get(name))
    return None


def _set(value: object, names: tuple[str, ...], new: object) -> Any:
    if _is_wrapper(value):
        wrapper = cast(Any, value)
        return replace(wrapper, value=_set(wrapper.value, names, new))
    if not names:
        return new
    inner = _set(_member(value, names[0]), names[1:], new)
    if hasattr(value, "model_copy"):
        model = cast(Any, value)
        attribute = _attributes(model.__class__).get(names[0], names[0])
        return model.model_copy(update={attribute: inner})
    if isinstance(value, Mapping):
        return {**cast(Mapping[str, object], value), names[0]: inner}
    return {names[0]: inner}


def _is_wrapper(value: object) -> bool:
    return is_dataclass(value) and hasattr(value, "value")


@lru_cache(maxsize=1024)
def _attributes(model: Any) -> dict[str, str]:
    """The attributes of a model by wire name."""
    return {f.alias or name: name for name, f in model.model_fields.items()}
