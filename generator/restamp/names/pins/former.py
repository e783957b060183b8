"""The names in a lock, and how their keys follow what moved."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from restamp.names.keys import operation_of

_END = re.compile(r"(?<=.)[/?]|\Z")


@dataclass(frozen=True, slots=True)
class LockedNames:
    """The names in a lock."""

    names: Mapping[str, str]
    """By key, including the names of removed items."""
    shapes: Mapping[str, str]
    releases_removed: bool
    """Whether the names of removed items are free again."""
    removed_before: Collection[str] = ()
    """The keys of items that were removed before."""


def rebased(former: LockedNames, moves: Mapping[str, str]) -> LockedNames:
    """Change keys, including those of nested parts; `moves` maps old keys to new ones."""
    if not moves:
        return former
    return replace(
        former,
        names={_moved(key, moves): name for key, name in former.names.items()},
        shapes={_moved(key, moves): shape for key, shape in former.shapes.items()},
        removed_before=frozenset(_moved(key, moves) for key in former.removed_before),
    )


def _moved(key: str, moves: Mapping[str, str]) -> str:
    """The new key of an item: the innermost ancestor that moved decides."""
    if operation_of(key) is not None:
        return moves.get(key, key)
    for end in reversed([match.start() for match in _END.finditer(key)]):
        new = moves.get(key[:end])
        if new is not None:
            return new + key[end:]
    return key
