"""What a new version of a document renamed, as far as it is known without its author."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.names.keys import operation_of
from restamp.names.pins.locked import LockedNames
from restamp.names.pins.moved import with_moved
from restamp.names.pins.places import Places
from restamp.names.pins.renamed import with_renamed
from restamp.names.pins.written import as_upgraded
from restamp.pointers import escape_token


def renamed_places(former: LockedNames, api: Api, places: Places) -> Mapping[str, str]:
    """The pointers of renamed schemas, and of operations with another method or path, by their former ones."""
    former = as_upgraded(former, places.keys.values())
    moved = with_moved(api, former)
    _, former_ids = with_renamed(api, moved, places, Diagnostics())
    renames = {old: new for new, old in former_ids.items()}
    new_keys = {name: key for key, name in moved.names.items() if key not in former.names}
    for key, name in former.names.items():
        if operation_of(key) is not None and key not in moved.names and name in new_keys:
            renames[_pointer(key)] = _pointer(new_keys[name])
    return renames


def _pointer(key: str) -> str:
    method, _, path = key.partition(" ")
    return f"#/paths/{escape_token(path)}/{method.lower()}"
