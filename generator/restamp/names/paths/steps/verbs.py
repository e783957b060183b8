"""The rules that choose the verb of an operation; `rules.py` lists them with their reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from restamp.names.paths.lexicon import SELVES, is_probe, is_verb
from restamp.names.paths.site import POSTED, Site, action_length, action_of
from restamp.names.paths.tree import PARAMETER
from restamp.names.words import split


class Naming(NamedTuple):
    """A verb, and how much of the path is the resource that has it."""

    verb: str
    home: int
    """The number of parts of the path, without versions, whose words are the chain."""


def spelled(where: str) -> Callable[[Site], Naming | None]:
    """The action that the path spells by itself, `where` being the id of the rule that read it."""

    def name(site: Site) -> Naming | None:
        is_here = site.place.action and site.place.action_rule == where
        return Naming(site.place.action, len(site.keys)) if is_here else None

    return name


def probe(site: Site) -> Naming | None:
    """A probe at the root: `/healthz`."""
    below_prefix = site.keys[len(site.tree.prefix) :] or site.keys[-1:]
    if PARAMETER in below_prefix or len(below_prefix) != 1 or not is_probe(site.word):
        return None
    if not site.tree.is_leaf(site.keys) or not site.methods <= {"GET", "HEAD"}:
        return None
    is_beside = site.route.method == "HEAD" and "GET" in site.methods
    return Naming(f"head_{site.word}" if is_beside else site.word, 0)


def nameless(site: Site) -> Naming | None:
    """What the operationId says, where the path says nothing: `GET /`."""
    words = site.own_words if site.is_nameless else ""
    return Naming(words, 0) if words else None


def self_reference(site: Site) -> Naming | None:
    """What the caller is, where it can only be read: `GET /users/me`."""
    is_alone = site.tree.is_leaf(site.keys) and site.methods <= {"GET"} and not site.is_item
    if site.word in SELVES and is_alone and len(site.keys) > len(site.tree.prefix) + 1:
        return Naming(site.word, len(site.keys) - 1)
    return None


def action(kind: str) -> Callable[[Site], Naming | None]:
    """The last word, where it is an action of this kind."""

    def name(site: Site) -> Naming | None:
        acting = action_of(site.keys, site.tree)
        if acting is None or acting.kind != kind or site.is_item_of(site.word):
            return None
        length = acting.length
        return Naming(site.keys[length - 1], length - 1)

    return name


def scoped(site: Site) -> Naming | None:
    """A list within a scope: `/workflows/{namespace}` where `/workflows/{namespace}/{name}` is an item."""
    items = site.tree.methods.get((*site.keys, PARAMETER), frozenset())
    if site.is_item and "GET" in items and site.methods <= {"GET", "POST"}:
        verb = {"GET": "list", "POST": "create"}.get(site.route.method)
        return Naming(verb, len(site.keys)) if verb else None
    return None


def below_action(site: Site) -> Naming | None:
    """What is only posted below an action: `/unmerge/bot`."""
    above = site.keys[:-1]
    is_below = site.methods == POSTED and action_length(above, site.tree) == len(above) > 0
    if site.is_item or site.is_collection or not is_below or not site.tree.is_leaf(site.keys):
        return None
    return Naming(site.word, len(above))


def created(site: Site) -> Naming | None:
    """`POST` that creates by its operationId."""
    is_posted = site.route.method == "POST" and not site.is_collection
    return Naming("create", len(site.keys)) if is_posted and _begins(site, "create") else None


def listed(site: Site) -> Naming | None:
    """`GET` on a word in the singular that the operationId says lists."""
    is_listed = site.route.method == "GET" and not site.is_item and _begins(site, "list")
    return Naming("list", len(site.keys)) if is_listed else None


def _begins(site: Site, word: str) -> bool:
    return [first.lower() for first in split(site.route.operation_id)[:1]] == [word]


_ITEM = {"GET": "get", "DELETE": "delete", "PUT": "update", "HEAD": "head", "OPTIONS": "options"}
_MANY = {**_ITEM, "GET": "list", "POST": "create"}


def patched(site: Site) -> Naming | None:
    """`PATCH`, alone or beside `PUT`."""
    if site.route.method != "PATCH":
        return None
    return Naming("patch" if "PUT" in site.methods else "update", len(site.keys))


def posted_item(site: Site) -> Naming | None:
    """`POST` on an item."""
    if site.route.method != "POST" or not site.is_item:
        return None
    return Naming("create" if site.methods & {"PUT", "PATCH"} else "update", len(site.keys))


def posted_action(site: Site) -> Naming | None:
    """`POST` on an action that is a resource because it can be read as well: `GET` and `POST` of `/restore`."""
    is_action = not site.is_item and not site.is_collection and is_verb(site.word)
    if site.route.method != "POST" or not is_action or "GET" not in site.methods:
        return None
    return Naming("run", len(site.keys))


def posted_thing(site: Site) -> Naming | None:
    """`POST` on a single thing that can be read and not be changed otherwise."""
    is_changed = "GET" in site.methods and not site.methods & {"PUT", "PATCH"}
    if site.route.method != "POST" or site.is_item or site.is_collection or not is_changed:
        return None
    return Naming("update", len(site.keys))


def collection(site: Site) -> Naming | None:
    """The methods of a collection."""
    if not site.is_collection:
        return None
    return Naming(_MANY.get(site.route.method) or site.route.method.lower(), len(site.keys))


def one_thing(site: Site) -> Naming | None:
    """The methods of an item, or of a thing that there is once."""
    method = site.route.method
    verb = "create" if method == "POST" else _ITEM.get(method) or method.lower()
    return Naming(verb, len(site.keys))
