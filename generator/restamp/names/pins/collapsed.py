"""Unions that shrank to one member: it keeps the name that it had as a member."""

from __future__ import annotations

import re

from restamp.ir.api import Api
from restamp.names.pins.former import Former, rebased
from restamp.names.pins.places import Places
from restamp.names.pins.shapes import shape_of

_MEMBER = re.compile(r"(.*)/(?:oneOf|anyOf)/\[[^\]]*\]")


def with_collapsed(api: Api, former: Former, places: Places) -> Former:
    """A lock in which the only member that is left of a union has the key of the union's place."""
    current = frozenset(places.keys.values())
    gone: dict[str, list[str]] = {}
    for key in former.names:
        if key not in current and (match := _MEMBER.fullmatch(key)):
            gone.setdefault(match[1], []).append(key)
    if not gone:
        return former
    known = api.by_id
    moves: dict[str, str] = {}
    for id_, key in places.keys.items():
        if key not in gone or key in former.names or id_ not in known:
            continue
        shape = shape_of(known[id_], known)
        same = [old for old in gone[key] if former.shapes.get(old, "").partition(" ")[0] == shape]
        if len(same) == 1:
            moves[same[0]] = key
    return rebased(former, moves)
