"""What a lock says of names, and how its keys follow what moved."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from restamp.names.keys import operation_of

_END = re.compile(r"(?<=.)[/?]|\Z")


@dataclass(frozen=True, slots=True)
class Former:
    """What a lock says of names."""

    names: Mapping[str, str]
    """By key; those of what was gone already among them."""
    shapes: Mapping[str, str]
    forgets: bool
    """Whether the names of what is gone are free."""
    gone: Collection[str] = ()
    """The keys of what was gone already."""


def rebased(former: Former, moves: Mapping[str, str]) -> Former:
    """A lock in which some things, with all their parts, have other keys: new ones by old ones."""
    if not moves:
        return former
    return replace(
        former,
        names={_moved(key, moves): name for key, name in former.names.items()},
        shapes={_moved(key, moves): shape for key, shape in former.shapes.items()},
        gone=frozenset(_moved(key, moves) for key in former.gone),
    )


def _moved(key: str, moves: Mapping[str, str]) -> str:
    """The key of a thing, or of a part of it: the innermost that moved decides."""
    if operation_of(key) is not None:
        return moves.get(key, key)
    for end in reversed([match.start() for match in _END.finditer(key)]):
        new = moves.get(key[:end])
        if new is not None:
            return new + key[end:]
    return key
