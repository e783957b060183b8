"""JSON Pointers: how the places of a document are written.

A place is one string everywhere in Restamp: a JSON Pointer (RFC 6901) in URI fragment form, preceded by the
file it is in where that is not the main document: `#/paths/~1pets/get`, `shared/errors.yaml#/components/schemas/Error`.
"""

from __future__ import annotations


def token(key: str) -> str:
    """One reference token of a JSON Pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")


def untoken(part: str) -> str:
    """The key that a reference token stands for (RFC 6901, section 4)."""
    return part.replace("~1", "/").replace("~0", "~")


def below(at: str, *keys: str | int) -> str:
    """The place reached from `at` by these keys and indices."""
    return at + "".join("/" + token(str(key)) for key in keys)
