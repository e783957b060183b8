"""Better names of resources: tags that say what each of them is, a controller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from restamp.ir.operations import Operation
from restamp.names.scope import is_name
from restamp.proposals.proposal import Proposal, Topic

_ENDINGS = frozenset("api apis controller endpoint endpoints resource service".split())


def groups_of(
    operations: Sequence[Operation], groups: Mapping[str, str]
) -> tuple[tuple[Proposal, ...], dict[str, str]]:
    """Proposals for operations that no extension groups, and the groups as they are with them, by id."""
    wishes = _wishes({*groups.values()})
    proposals: list[Proposal] = []
    after = dict(groups)
    for operation in operations:
        group = groups[operation.id]
        if group in wishes and operation.group.pinned is None:
            after[operation.id] = wishes[group][0]
            update = {"x-restamp-group": wishes[group][0]}
            proposals.append(
                Proposal(Topic.NAMES, operation.id, update, wishes[group][1], sure=True)
            )
    return tuple(proposals), after


def _wishes(groups: set[str]) -> dict[str, tuple[str, str]]:
    """By group: a shorter name, and why it is as clear."""
    found: dict[str, tuple[str, str]] = {}
    split = {group: group.split("_") for group in groups}
    first = {words[0] for words in split.values()}
    shared = len(groups) > 2 and len(first) == 1 and all(len(w) > 1 for w in split.values())
    for group, words in split.items():
        kept = words[1:] if shared else words
        why = f'Every tag begins with "{words[0]}".' if shared else ""
        if len(kept) > 1 and kept[-1] in _ENDINGS:
            why = f'The tag ends with "{kept[-1]}", which every resource is.'
            kept = kept[:-1]
        if len(kept) < len(words) and is_name("_".join(kept)):
            found[group] = ("_".join(kept), why)
    after = Counter(found[group][0] if group in found else group for group in groups)
    return {group: wish for group, wish in found.items() if after[wish[0]] == 1}
