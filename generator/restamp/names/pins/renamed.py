"""Which schema of a document is one of a lock that was only called something else."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.names.pins.former import Former, rebased
from restamp.names.pins.places import Places
from restamp.names.types import is_component
from restamp.pointers import unescape_token

_SIMILAR = 0.6
"""Of two names, as difflib measures it: enough where several schemas have one shape."""
_CLEARLY = 0.2
"""By how much more alike two names are than either and any other: enough as well."""


def with_renamed(
    api: Api, former: Former, places: Places, diagnostics: Diagnostics
) -> tuple[Former, dict[str, str]]:
    """A lock with the keys that its schemas have now, and the former ones by these.

    Each new one is a note, `schema-renamed`.
    """
    wanted = {d.id for d in api.declarations if d.hint.pinned is None}
    moves: dict[str, str] = {}
    for old, new in _renamed(former, places):
        if new in wanted:
            moves[old] = new
            diagnostics.note(
                "schema-renamed",
                f'"{unescape_token(old.rpartition("/")[2])}" is gone and this has its shape;'
                f' it stays "{former.names[old]}"',
                new,
            )
    return rebased(former, moves), {new: old for old, new in moves.items()}


def _is_schema(key: str) -> bool:
    return is_component(key) and "?" not in key


def _renamed(former: Former, places: Places) -> Iterator[tuple[str, str]]:
    """Pairs of an old key and a new one: a schema that is gone, and one of its shape that the lock does not know."""
    current = frozenset(places.keys.values())
    gone: dict[str, list[str]] = {}
    for key, shape in former.shapes.items():
        if key not in current and key in former.names and _is_schema(key):
            gone.setdefault(shape, []).append(key)
    new: dict[str, list[str]] = {}
    for key in places.keys.values():
        digest = places.shapes.get(key, "")
        if digest in gone and key not in former.names and _is_schema(key):
            new.setdefault(digest, []).append(key)
    for shape, added in new.items():
        yield from _paired(gone[shape], added)


def _paired(gone: list[str], added: list[str]) -> Iterator[tuple[str, str]]:
    """Those whose names are most alike, where several have the shape."""
    if len(gone) == len(added) == 1:
        yield gone[0], added[0]
        return
    scores = {(old, new): _alikeness(old, new) for old in gone for new in added}
    done: set[str] = set()
    for (old, new), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if done & {old, new}:
            continue
        others = [
            other
            for (a, b), other in scores.items()
            if (a == old) != (b == new) and not done & {a, b}
        ]
        if score >= _SIMILAR or all(score - other >= _CLEARLY for other in others):
            done |= {old, new}
            yield old, new


def _alikeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(
        None, one.rpartition("/")[2].lower(), other.rpartition("/")[2].lower()
    ).ratio()
