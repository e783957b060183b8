"""What a lock says of names, brought to the document as it is now.

The keys of a lock follow what moved: operations, then schemas that were renamed, then the members of unions.
What has a key then has the name of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.names.keys import DICT, FIELDS, is_type, operation_of
from restamp.names.pins.collapsed import with_collapsed
from restamp.names.pins.former import Former
from restamp.names.pins.members import with_members
from restamp.names.pins.moved import with_moved
from restamp.names.pins.places import Places, before_renames
from restamp.names.pins.renamed import with_renamed


@dataclass(frozen=True, slots=True)
class Pins:
    """The names that are taken, for what is there now and for what is not there any more."""

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """By id of a declaration, that with `?dict`, method and path of an operation, and other keys of a lock."""
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    """By the key in the lock."""


def settle(api: Api, former: Former, places: Places, diagnostics: Diagnostics) -> Pins:
    """Which of a lock's names belong to what of the document.

    `schema-renamed` is noted where a schema is known by its shape alone.
    """
    if not former.names:
        return Pins()
    former = with_moved(api, former)
    former = with_collapsed(api, former, places)
    former, former_ids = with_renamed(api, former, places, diagnostics)
    locked = with_members(former, before_renames(api, places, former_ids)).names
    found: dict[str, str] = {}
    used: set[str] = set()
    for id_, key in places.keys.items():
        for end in ("", DICT, FIELDS):
            # A lock that somebody wrote by hand may call a parameter by its number.
            for called in (key + end, id_ + end):
                if called in locked and id_ + end not in found:
                    found[id_ + end] = locked[called]
                    used.add(called)
    there = {f"{operation.method} {operation.path}" for operation in api.operations}
    others = {
        k: v for k, v in locked.items() if k in there or not (_is_name(k) or k.endswith(FIELDS))
    }
    removed = {k: v for k, v in locked.items() if _is_name(k) and k not in used and k not in others}
    return Pins(found | others, {} if former.forgets else removed)


def _is_name(key: str) -> bool:
    """Whether what a lock calls so has a name of its own: an operation, a type, or the type of a dict."""
    return is_type(key.removesuffix(DICT)) or operation_of(key) is not None
