"""Unions with only one member left, which keeps the name it had as a member."""

from __future__ import annotations

import re

from restamp.ir.api import Api
from restamp.names.pins.locked import LockedNames, rebased
from restamp.names.pins.places import Places
from restamp.names.pins.shapes import shape_of

_MEMBER = re.compile(r"(.*)/(?:oneOf|anyOf)/\[[^\]]*\]")


def with_collapsed(api: Api, former: LockedNames, places: Places) -> LockedNames:
    """Move the key of the only member left of a union to the location of the union."""
    current = frozenset(places.keys.values())
    removed: dict[str, list[str]] = {}
    for key in former.names:
        if key not in current and (match := _MEMBER.fullmatch(key)):
            removed.setdefault(match[1], []).append(key)
    if not removed:
        return former
    declarations = api.by_id
    moves: dict[str, str] = {}
    for id_, key in places.keys.items():
        if key not in removed or key in former.names or id_ not in declarations:
            continue
        shape = shape_of(declarations[id_], declarations)
        matching = [
            old for old in removed[key] if former.shapes.get(old, "").partition(" ")[0] == shape
        ]
        if len(matching) == 1:
            moves[matching[0]] = key
    return rebased(former, moves)
