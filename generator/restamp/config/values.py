"""Read the values of a TOML table, and report those of another type: config-type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

from restamp.diagnostics.model import Diagnostics
from restamp.pointers import join_pointer

T = TypeVar("T", bound=str)


def refuse_unknown(
    table: Mapping[str, object], known: Sequence[str], at: str, diagnostics: Diagnostics
) -> None:
    """Report unknown keys: config-key."""
    for key in table:
        if key not in known:
            import difflib

            close = difflib.get_close_matches(key, known, 1)
            advice = f'did you mean "{close[0]}"?' if close else f"known: {listed(known)}"
            diagnostics.error("config-key", f'unknown key "{key}"; {advice}', join_pointer(at, key))


def table(
    parent: Mapping[str, object], key: str, at: str, diagnostics: Diagnostics
) -> dict[str, object]:
    """A table; empty if there is none."""
    value = parent.get(key, {})
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    diagnostics.error(
        "config-type", f'"{key}" must be a table, not {kind(value)}', join_pointer(at, key)
    )
    return {}


def string(table: Mapping[str, object], key: str, at: str, diagnostics: Diagnostics) -> str | None:
    """A string; None if there is none."""
    value = table.get(key)
    if value is None or (isinstance(value, str) and value and "\0" not in value):
        return value
    diagnostics.error(
        "config-type", f'"{key}" must be a string, not {kind(value)}', join_pointer(at, key)
    )
    return None


def boolean(
    table: Mapping[str, object],
    key: str,
    at: str,
    diagnostics: Diagnostics,
    *,
    default: bool = True,
) -> bool:
    """A boolean; the default if there is none."""
    value = table.get(key, default)
    if not isinstance(value, bool):
        message = f'"{key}" must be a boolean, not {kind(value)}'
        diagnostics.error("config-type", message, join_pointer(at, key))
    return value if isinstance(value, bool) else default


def choice(
    table: Mapping[str, object], key: str, choices: Sequence[T], at: str, diagnostics: Diagnostics
) -> T:
    """One of these texts; the first if there is none."""
    value = table.get(key, choices[0])
    for one in choices:
        if one == value:
            return one
    shown = f'"{value}"' if isinstance(value, str) else kind(value)
    message = f'"{key}" must be one of {listed(choices)}, not {shown}'
    diagnostics.error("config-type", message, join_pointer(at, key))
    return choices[0]


def required(table: Mapping[str, object], key: str, at: str, diagnostics: Diagnostics) -> str:
    """A string that must be there; config-required if it is not."""
    if key not in table:
        diagnostics.error("config-required", f'"{key}" is missing', at)
    return string(table, key, at, diagnostics) or ""


def strings(
    table: Mapping[str, object], key: str, at: str, diagnostics: Diagnostics
) -> tuple[str, ...]:
    """An array of strings; empty if there is none."""
    value = table.get(key, [])
    if not isinstance(value, list):
        message = f'"{key}" must be an array of strings, not {kind(value)}'
        diagnostics.error("config-type", message, join_pointer(at, key))
        return ()
    items = cast("list[object]", value)
    for index, item in enumerate(items):
        if not isinstance(item, str) or not item or "\0" in item:
            message = f'"{key}" must contain strings, not {kind(item)}'
            diagnostics.error("config-type", message, join_pointer(at, key, index))
    return tuple(item for item in items if isinstance(item, str))


def kind(value: object) -> str:
    """The name of the type of a TOML value."""
    match value:
        case "":
            return "an empty string"
        case str():
            return "a string" if "\0" not in value else "a string with a NUL character"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case list():
            return "an array"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def listed(names: Iterable[str]) -> str:
    """Names in quotes, for a message."""
    return ", ".join(f'"{name}"' for name in names)
