"""Propose better names of operations, without repeated resources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from restamp.ir.operations import Operation
from restamp.lower.plurals import singular
from restamp.names.scope import is_name
from restamp.proposals.groups import FRAMEWORK_WORDS
from restamp.proposals.proposal import Proposal, Topic
from restamp.records import dataclass
from restamp.spec.tree.extensions import METHOD_NAME

_PREFIXES = FRAMEWORK_WORDS | {"handler"}
_VERBS = frozenset(
    """add approve archive cancel change check clear close complete copy count create deactivate delete
    destroy disable download edit enable execute export fetch find get import insert invite list
    lookup modify move patch pause post publish put query read remove rename replace request reset
    resend restore resume retrieve retry revoke run save search send set show start stop submit
    suspend sync update upload upsert validate verify view""".split()
)
_GETTING = frozenset("fetch find get index query read retrieve show".split())
_LINKS = frozenset(
    "a an and as at by for from in into of on or per the to via with without".split()
)


@dataclass(frozen=True, slots=True)
class _Suggestion:
    """A suggested name of a method."""

    name: str
    sure: bool


def names_of(
    operations: Sequence[Operation],
    groups: Mapping[str, str],
    methods: Mapping[str, str],
    lists: Collection[str],
) -> Iterator[Proposal]:
    """Propose names for operations without a name extension.

    `groups` and `methods` are the current names by id, `lists` the ids of operations that return a list.
    """
    by_group: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        by_group[groups[operation.id]].append(operation)
    for group, members in by_group.items():
        resource = group.rpartition(".")[2]
        today = {o.id: methods[o.id] for o in members}
        pinned = {o.id for o in members if o.hint.pinned is not None}
        suggestions = {
            id_: suggestion
            for id_, name in today.items()
            if id_ not in pinned
            and (suggestion := _shorter(name, resource, is_list=id_ in lists)) is not None
        }
        for id_, suggestion in _without_clashes(suggestions, today).items():
            yield Proposal(
                Topic.NAMES,
                id_,
                {METHOD_NAME.own: suggestion.name},
                f"client.{group}.{today[id_]} repeats the resource.",
                suggestion.sure,
            )


def _shorter(name: str, group: str, *, is_list: bool) -> _Suggestion | None:
    """Remove the resource from a method's name: of `users`, both `list_users` and `users_list` become `list`.

    `get_users` also becomes `list` if it returns a list, while `get_user` becomes `get`.
    """
    words = name.strip("_").split("_")
    resource = [singular(word) for word in group.strip("_").split("_")]
    size = len(resource)
    for start in (0, 1) if group else ():
        if [singular(word) for word in words[start : start + size]] != resource:
            continue
        rest = words[:start] + words[start + size :]
        if start == 0:
            while rest and rest[0] in _PREFIXES:
                del rest[0]
        if not rest or rest[0] in _LINKS or rest[-1] in _LINKS or rest[0][:1].isdigit():
            return None
        several = start == 1 and words[size] != resource[-1]
        if is_list and several and len(rest) == 1 and rest[0] in _GETTING:
            rest = ["list"]
        short = "_".join(rest)
        sure = words[0] in _VERBS if start else rest[0] in _VERBS
        return _Suggestion(short, sure) if is_name(short) else None
    return None


def _without_clashes(
    suggestions: Mapping[str, _Suggestion], today: Mapping[str, str]
) -> dict[str, _Suggestion]:
    """The suggestions that keep the names of a resource unique."""
    accepted = dict(suggestions)
    while True:
        after = Counter(
            accepted[id_].name if id_ in accepted else name for id_, name in today.items()
        )
        unique = {
            id_: suggestion for id_, suggestion in accepted.items() if after[suggestion.name] == 1
        }
        if len(unique) == len(accepted):
            return unique
        accepted = unique
