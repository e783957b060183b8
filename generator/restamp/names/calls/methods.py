"""Short names of methods: without the words of their resource, which callers have just written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from restamp.ir.operations import Operation
from restamp.lower.plurals import singular
from restamp.names.paths.lexicon import is_noun_verb
from restamp.names.paths.plurals import plural
from restamp.names.reserved import KEYWORDS
from restamp.names.scope import is_name
from restamp.spec.tree.kinds import METHODS

_GETTING = frozenset({"fetch", "get", "read", "retrieve"})
_LINKS = frozenset(
    "a an and as at by for from in into of on or per the to via with without".split()
)
_ADJECTIVES = frozenset("""
    active all any available current custom default global inactive invalid last latest local many
    multiple my new next old one own private public recent several single some valid
    """.split())
"""Words for which and how many things of a resource, which read well without its own."""
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
    """The name without its resource: of `users`, `list_users`, `users_list` and `get_users` become `list`, `get_user` becomes `get`.

    Where an operationId is a group and a name (`users/list-emails-for-user`), somebody chose the name, which stays.
    """
    if not group or _has_chosen_name(operation):
        return None
    resource = group.strip("_").split("_")
    former = words = name.strip("_").split("_")
    while (shorter := _without(words, resource)) is not None:
        words = shorter
    if words == former:
        return None
    if len(words) == 1 and words[0] in _GETTING and _is_plural_after(former, resource):
        words = ["list"] if _is_list(operation) else words
    if words[0] == "by":
        words = ["list" if _is_list(operation) else "get", *words]
    short = "_".join(words)
    short += "_" if short in KEYWORDS else ""
    return short if is_name(short) else None


def _without(words: Sequence[str], resource: Sequence[str]) -> list[str] | None:
    """The words without the first ones that are the resource's, where the others read well alone."""
    size = len(resource)
    for start in range(len(words) - size + 1):
        if all(map(_is_same, words[start : start + size], resource)):
            rest = _joined(list(words[:start]), list(words[start + size :]))
            if rest is not None:
                return rest
    return None


def _joined(before: list[str], after: list[str]) -> list[str] | None:
    """The words around a resource's; None where they say something else without it."""
    while not before and after and after[0] in _HANDLERS:
        del after[0]
    if not after or after[0] in _LINKS:
        # `search_for_users`, `add_member_to_group`
        size = len(before)
        while before and before[-1] in _LINKS:
            del before[-1]
        # `list_sub_issues` lists no issues: the resource's word is part of another one.
        if before and len(before) == size and not _stands_alone(before[-1]):
            return None
    if not before and after[:1] != ["by"] and after and after[0] in _LINKS:
        return None
    return [*before, *after] or None


def _stands_alone(word: str) -> bool:
    """Whether a word before the one of a resource reads well without it: `list`, `get_all`, `list_archived`."""
    is_verb = is_noun_verb(word) or word in METHODS
    return is_verb or word in _ADJECTIVES or word.endswith(("ed", "ing"))


def _is_same(word: str, other: str) -> bool:
    """Whether two words are the same but for their number: `alias` and `aliases`, `person` and `people`."""
    return singular(word) == singular(other) or plural(word) == plural(other)


def _is_plural_after(words: Sequence[str], resource: Sequence[str]) -> bool:
    """Whether the words end with those of the resource in the plural."""
    last = words[-1]
    return last == plural(last) != singular(last) and _is_same(last, resource[-1])


def _has_chosen_name(operation: Operation) -> bool:
    """Whether the operationId is a group and a name."""
    words = operation.hint.words
    return "/" in words or operation.operation_id.removesuffix(words).endswith(("/", "."))


def _is_list(operation: Operation) -> bool:
    """Whether an operation reads a collection, by its path."""
    return operation.method == "GET" and not operation.path.rstrip("/").endswith("}")
