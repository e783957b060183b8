"""Propose better names of resources, without words such as "controller" that all tags share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from restamp.ir.operations import Operation
from restamp.names.scope import is_name
from restamp.proposals.proposal import Proposal, Topic
from restamp.spec.tree.extensions import GROUP

FRAMEWORK_WORDS = frozenset("api apis controller endpoint endpoints resource service".split())


def groups_of(
    operations: Sequence[Operation], groups: Mapping[str, str]
) -> tuple[tuple[Proposal, ...], dict[str, str]]:
    """Propose groups for operations without a group extension; also return the resulting groups, by id."""
    suggestions = _suggestions({*groups.values()})
    proposals: list[Proposal] = []
    after = dict(groups)
    for operation in operations:
        group = groups[operation.id]
        if group in suggestions and operation.group.pinned is None:
            after[operation.id] = suggestions[group][0]
            update = {GROUP.own: suggestions[group][0]}
            proposals.append(
                Proposal(Topic.NAMES, operation.id, update, suggestions[group][1], sure=True)
            )
    return tuple(proposals), after


def _suggestions(groups: set[str]) -> dict[str, tuple[str, str]]:
    """A shorter name and the reason for it, by group."""
    suggestions: dict[str, tuple[str, str]] = {}
    split = {group: group.split("_") for group in groups}
    first = {words[0] for words in split.values()}
    shared = len(groups) > 2 and len(first) == 1 and all(len(w) > 1 for w in split.values())
    for group, words in split.items():
        shortened = words[1:] if shared else words
        why = f'Every tag begins with "{words[0]}".' if shared else ""
        if len(shortened) > 1 and shortened[-1] in FRAMEWORK_WORDS:
            why = f'The tag ends with "{shortened[-1]}", which adds nothing to a resource.'
            shortened = shortened[:-1]
        if len(shortened) < len(words) and is_name("_".join(shortened)):
            suggestions[group] = ("_".join(shortened), why)
    after = Counter(suggestions[group][0] if group in suggestions else group for group in groups)
    return {
        group: suggestion for group, suggestion in suggestions.items() if after[suggestion[0]] == 1
    }
