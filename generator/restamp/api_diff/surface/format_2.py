"""Read surface files of format 2, in which some members have other names than in format 3.

Its `paging` and `waiting` were Python expressions, which cannot be compared with the texts of format 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from restamp.api_diff.surface.fields import members_of

CALLS: Mapping[str, str] = {"answers": "results"}
ARGUMENTS: Mapping[str, str] = {"travel": "serialization"}
MODELS: Mapping[str, str] = {"line": "mro"}
DROPPED = ("paging", "waiting")


def to_format_3(members: Mapping[str, object]) -> dict[str, object]:
    """Convert the members of a file of format 2 to format 3."""
    return {
        **members,
        "credentials": _each(members.get("credentials", {}), ARGUMENTS),
        "calls": {
            symbol: _call(call) for symbol, call in members_of(members.get("calls", {})).items()
        },
        "models": _each(members.get("models", {}), MODELS),
    }


def _call(value: object) -> dict[str, object]:
    members = _renamed(members_of(value), CALLS)
    for name in DROPPED:
        members.pop(name, None)
    if "arguments" in members:
        members["arguments"] = _each(members["arguments"], ARGUMENTS)
    return members


def _each(value: object, names: Mapping[str, str]) -> dict[str, object]:
    return {
        symbol: _renamed(cast("dict[str, object]", one), names) if isinstance(one, dict) else one
        for symbol, one in members_of(value).items()
    }


def _renamed(members: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    return {names.get(name, name): value for name, value in members.items()}
