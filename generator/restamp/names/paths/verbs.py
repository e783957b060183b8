"""The rules that choose the verb of an operation; `rules.py` lists them with their reasons."""

from __future__ import annotations

from typing import NamedTuple

from restamp.names.paths.lexicon import SELVES, is_probe
from restamp.names.paths.site import Site, action_length
from restamp.names.paths.tree import PARAMETER


class Naming(NamedTuple):
    """A verb, and how much of the path is the resource that has it."""

    verb: str
    home: int
    """The number of parts of the path, without versions, whose words are the chain."""


def spelled(site: Site) -> Naming | None:
    """The action that the path spells: after a colon or a `#`, or as the last word of a remote procedure."""
    return Naming(site.place.action, len(site.keys)) if site.place.action else None


def probe(site: Site) -> Naming | None:
    """A probe at the root: `/healthz`."""
    below_prefix = site.keys[len(site.tree.prefix) :] or site.keys[-1:]
    if PARAMETER in below_prefix or len(below_prefix) != 1 or not is_probe(site.word):
        return None
    if not site.tree.is_leaf(site.keys) or not site.methods <= {"GET", "HEAD"}:
        return None
    is_beside = site.route.method == "HEAD" and "GET" in site.methods
    return Naming(f"head_{site.word}" if is_beside else site.word, 0)


def self_reference(site: Site) -> Naming | None:
    """What the caller is, where it can only be read: `GET /users/me`."""
    is_alone = site.tree.is_leaf(site.keys) and site.methods <= {"GET"} and not site.is_item
    if site.word in SELVES and is_alone and len(site.keys) > len(site.tree.prefix) + 1:
        return Naming(site.word, len(site.keys) - 1)
    return None


def action(site: Site) -> Naming | None:
    """The last word, where it is an action."""
    length = action_length(site.keys, site.tree)
    return Naming(site.keys[length - 1], length - 1) if length else None


def scoped(site: Site) -> Naming | None:
    """A list within a scope: `/workflows/{namespace}` where `/workflows/{namespace}/{name}` is an item."""
    items = site.tree.methods.get((*site.keys, PARAMETER), frozenset())
    if site.is_item and "GET" in items and site.methods <= {"GET", "POST"}:
        verb = {"GET": "list", "POST": "create"}.get(site.route.method)
        return Naming(verb, len(site.keys)) if verb else None
    return None


_ITEM = {"GET": "get", "DELETE": "delete", "PUT": "update", "HEAD": "head", "OPTIONS": "options"}
_MANY = {**_ITEM, "GET": "list", "POST": "create"}


def item(site: Site) -> Naming | None:
    """The methods of an item."""
    if not site.is_item:
        return None
    verb = _ITEM.get(site.route.method) or _posted(site) or _patched(site)
    return Naming(verb or site.route.method.lower(), len(site.keys))


def collection(site: Site) -> Naming | None:
    """The methods of a collection."""
    if not site.is_collection:
        return None
    verb = _MANY.get(site.route.method) or _patched(site) or site.route.method.lower()
    return Naming(verb, len(site.keys))


def single(site: Site) -> Naming | None:
    """The methods of a single thing."""
    method = site.route.method
    if method == "POST":
        is_changed = "GET" in site.methods and not site.methods & {"PUT", "PATCH"}
        return Naming("update" if is_changed else "create", len(site.keys))
    verb = _ITEM.get(method) or _patched(site) or method.lower()
    return Naming(verb, len(site.keys))


def _patched(site: Site) -> str:
    if site.route.method != "PATCH":
        return ""
    return "patch" if "PUT" in site.methods else "update"


def _posted(site: Site) -> str:
    if site.route.method != "POST":
        return ""
    return "create" if site.methods & {"PUT", "PATCH"} else "update"
