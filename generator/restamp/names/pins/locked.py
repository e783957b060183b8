"""The names in a lock, and how their keys follow what moved."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field, replace

from restamp.config.model import Style
from restamp.names.keys import operation_of
from restamp.records import dataclass

_END = re.compile(r"(?<=.)[/?]|\Z")


@dataclass(frozen=True, slots=True)
class LockedNames:
    """The names of a lock, which a generation keeps; by default there is no lock."""

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """By key; those of what was removed earlier among them."""
    shapes: Mapping[str, str] = field(default_factory=dict[str, str])
    """What identifies a schema that was renamed, by key."""
    removed: Collection[str] = ()
    """The keys of what was removed earlier."""
    releases_removed: bool = False
    """Whether the names of what was removed are free."""
    style: Style | None = None
    """What names the operations; None if there is no lock."""


def rebased(former: LockedNames, moves: Mapping[str, str]) -> LockedNames:
    """Change keys, including those of nested parts; `moves` maps old keys to new ones."""
    if not moves:
        return former
    return replace(
        former,
        names={_moved(key, moves): name for key, name in former.names.items()},
        shapes={_moved(key, moves): shape for key, shape in former.shapes.items()},
        removed=frozenset(_moved(key, moves) for key in former.removed),
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
