"""Short names of methods: without the words of their resource, which callers have just written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from restamp.ir.operations import Operation
from restamp.lower.plurals import singular
from restamp.names.paths.lexicon import is_noun_verb
from restamp.names.scope import is_name

_GETTING = frozenset({"fetch", "get", "read", "retrieve"})
_LINKS = frozenset(
    "a an and as at by for from in into of on or per the to via with without".split()
)
_HANDLERS = frozenset({"api", "controller", "handler", "resource", "service"})
"""What frameworks call the groups of handlers."""


def short_names(
    operations: Sequence[Operation], groups: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, str]:
    """The short names of operations that no other operation of their resource wants, by id.

    `groups` and `names` are their resources and whole names by id.
    """
    short = {
        operation.id: name
        for operation in operations
        if (name := short_name(names[operation.id], groups[operation.id], operation)) is not None
    }
    counts = Counter((groups[id_], short.get(id_, name)) for id_, name in names.items())
    counts.update((groups[id_], names[id_]) for id_ in short)
    return {id_: name for id_, name in short.items() if counts[groups[id_], name] == 1}


def short_name(name: str, group: str, operation: Operation) -> str | None:
    """The name without its resource: of `users`, `list_users`, `users_list` and `get_users` become `list`, `get_user` becomes `get`."""
    words = name.strip("_").split("_")
    resource = [singular(word) for word in group.strip("_").split("_")]
    size = len(resource)
    for start in (0, 1):
        if [singular(word) for word in words[start : start + size]] != resource:
            continue
        rest = words[:start] + words[start + size :]
        while start == 0 and rest and rest[0] in _HANDLERS:
            del rest[0]
        if not rest or not is_noun_verb(rest[0]) or rest[0] in _LINKS or rest[-1] in _LINKS:
            return None
        if start and len(rest) == 1 and rest[0] in _GETTING and words[size] != resource[-1]:
            rest = ["list"] if _is_list(operation) else rest
        short = "_".join(rest)
        return short if is_name(short) else None
    return None


def _is_list(operation: Operation) -> bool:
    """Whether an operation reads a collection, by its path."""
    return operation.method == "GET" and not operation.path.rstrip("/").endswith("}")
