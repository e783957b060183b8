"""Match the names of a lock with the current document.

The keys of the lock follow what moved: first operations, then renamed schemas, then members of unions. After
that, names are looked up by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.names.keys import BASES, DICT, FIELDS, is_type, operation_of
from restamp.names.pins.collapsed import with_collapsed
from restamp.names.pins.locked import LockedNames
from restamp.names.pins.members import with_members
from restamp.names.pins.moved import with_moved
from restamp.names.pins.places import Places, before_renames
from restamp.names.pins.renamed import with_renamed
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Pins:
    """The pinned names of current and of removed items."""

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """By id of a declaration, also with `?dict`, by method and path of an operation, and by other keys of a lock."""
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    """By the key in the lock."""


def match_locked_names(
    api: Api, locked_names: LockedNames, places: Places, diagnostics: Diagnostics
) -> Pins:
    """Match the names of a lock with the items of the document.

    A schema that matches by shape only is noted (`schema-renamed`).
    """
    if not locked_names.names:
        return Pins()
    locked_names = with_moved(api, locked_names)
    locked_names = with_collapsed(api, locked_names, places)
    locked_names, former_ids = with_renamed(api, locked_names, places, diagnostics)
    locked = with_members(locked_names, before_renames(api, places, former_ids)).names
    names: dict[str, str] = {}
    used: set[str] = set()
    for id_, key in places.keys.items():
        for end in ("", DICT, FIELDS, BASES):
            # A hand-written lock may have the number of a parameter.
            for lock_key in (key + end,) if key == id_ else (key + end, id_ + end):
                if lock_key in locked and id_ + end not in names:
                    names[id_ + end] = locked[lock_key]
                    used.add(lock_key)
    current = {f"{operation.method} {operation.path}" for operation in api.operations}
    others = {
        k: v
        for k, v in locked.items()
        if k in current or not (_is_name(k) or k.endswith((FIELDS, BASES)))
    }
    removed = {k: v for k, v in locked.items() if _is_name(k) and k not in used and k not in others}
    return Pins(names | others, {} if locked_names.releases_removed else removed)


def _is_name(key: str) -> bool:
    """Whether a key is that of an operation, a type or a dict type."""
    return is_type(key.removesuffix(DICT)) or operation_of(key) is not None
