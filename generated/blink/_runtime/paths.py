"""Ways into answers and requests, by the names that travel: `"paging.cursors.after"`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from functools import lru_cache
from typing import Any, cast

Path = str | tuple[str, ...]
"""Names with dots between them; a tuple where a name has a dot in it."""


def found(value: object, path: Path) -> Any:
    """What a path leads to in a model or in data, None where it leads nowhere."""
    for name in _names(path):
        value = _member(value, name)
    return value


def is_present(value: object, path: Path) -> bool:
    """Whether a path leads to a member that is there, even if it is null."""
    *above, last = _names(path)
    holder = found(value, tuple(above))
    if isinstance(holder, Mapping):
        return last in holder
    if holder is None or not hasattr(holder, "model_fields_set"):
        return False
    attribute = _attributes(holder.__class__).get(last, last)
    return attribute in holder.model_fields_set


def replaced(value: object, path: Path, new: object) -> Any:
    """The same value with `new` where the path leads to; nothing is changed in place.

    A value that says how it travels (`JsonText`) is seen through, and goes on so.
    """
    return _replaced(value, _names(path), new)


def unwrapped(value: object) -> object:
    """What a `JsonText` or `Styled` holds; everything else as it is."""
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


def _replaced(value: object, names: tuple[str, ...], new: object) -> Any:
    if _is_wrapper(value):
        wrapper = cast(Any, value)
        return replace(wrapper, value=_replaced(wrapper.value, names, new))
    if not names:
        return new
    inner = _replaced(_member(value, names[0]), names[1:], new)
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
    """The attributes of a model by the names that travel."""
    return {f.alias or name: name for name, f in model.model_fields.items()}
