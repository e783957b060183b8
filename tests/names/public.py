"""The names of a lock that callers use."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.names.keys import operation_of


def public(names: Mapping[str, str]) -> dict[str, str]:
    """The names without those by which operations are matched, which follow the operationIds."""
    return {
        key: ":".join(name.split(":")[:2]) if operation_of(key) else name
        for key, name in names.items()
    }
