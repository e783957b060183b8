"""Match schemas of a lock that were renamed."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.names.pins.locked import LockedNames, rebased
from restamp.names.pins.places import Places
from restamp.names.types import is_component
from restamp.pointers import unescape_token

_SIMILAR = 0.6
"""Minimum similarity of two names (by difflib) if several schemas have the same shape."""
_CLEARLY = 0.2
"""Minimum lead of the similarity of two names over all alternatives, which is enough as well."""


def with_renamed(
    api: Api, former: LockedNames, places: Places, diagnostics: Diagnostics
) -> tuple[LockedNames, dict[str, str]]:
    """Change the keys of renamed schemas; also return the former keys by the new ones.

    Each is noted (`schema-renamed`).
    """
    wanted = {d.id for d in api.declarations if d.hint.pinned is None}
    moves: dict[str, str] = {}
    for old, new in _renamed(former, places):
        if new in wanted:
            moves[old] = new
            diagnostics.note(
                "schema-renamed",
                f'"{unescape_token(old.rpartition("/")[2])}" was removed and this has the same shape;'
                f' it keeps the name "{former.names[old]}"',
                new,
            )
    return rebased(former, moves), {new: old for old, new in moves.items()}


def _is_schema(key: str) -> bool:
    return is_component(key) and "?" not in key


def _renamed(former: LockedNames, places: Places) -> Iterator[tuple[str, str]]:
    """Pairs of an old key and a new one: a removed schema, and a new one with the same shape."""
    current = frozenset(places.keys.values())
    removed: dict[str, list[str]] = {}
    for key, shape in former.shapes.items():
        if key not in current and key in former.names and _is_schema(key):
            removed.setdefault(shape, []).append(key)
    added_by_shape: dict[str, list[str]] = {}
    for key in places.keys.values():
        digest = places.shapes.get(key, "")
        if digest in removed and key not in former.names and _is_schema(key):
            added_by_shape.setdefault(digest, []).append(key)
    for shape, added in added_by_shape.items():
        yield from _paired(removed[shape], added)


def _paired(removed: list[str], added: list[str]) -> Iterator[tuple[str, str]]:
    """Pair the schemas with the most similar names, if several have the same shape."""
    if len(removed) == len(added) == 1:
        yield removed[0], added[0]
        return
    scores = {(old, new): _similarity(old, new) for old in removed for new in added}
    matched: set[str] = set()
    for (old, new), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if matched & {old, new}:
            continue
        others = [
            other
            for (a, b), other in scores.items()
            if (a == old) != (b == new) and not matched & {a, b}
        ]
        if score >= _SIMILAR or all(score - other >= _CLEARLY for other in others):
            matched |= {old, new}
            yield old, new


def _similarity(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    names = one.rpartition("/")[2].lower(), other.rpartition("/")[2].lower()
    return SequenceMatcher(None, *names).ratio()
