"""Better names of operations: what a framework put into operationIds, and resources that a method repeats."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from restamp.ir.operations import Operation
from restamp.names.scope import is_name, snake_name
from restamp.proposals.proposal import Proposal, Topic

_FRAMEWORK = frozenset("api apis controller endpoint endpoints handler resource service".split())
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
class _Wish:
    """A name that a method could have."""

    name: str
    sure: bool


def names_of(
    operations: Sequence[Operation],
    groups: Mapping[str, str],
    methods: Mapping[str, str],
    lists: Collection[str],
) -> Iterator[Proposal]:
    """Proposals for operations that no extension names.

    `groups` and `methods` are today's names by id, `lists` the ids of operations that answer with a list.
    """
    own = _without_path(operations)
    functions: dict[str, str] = {}
    for operation in operations:
        if name := own.get(operation.id):
            # What the tag and the operationId have in common is not in today's names either.
            tag = len(operation.operation_id) - len(operation.hint.words)
            functions[operation.id] = snake_name(name[tag:] or name, "call")
            yield _of_framework(operation, name)
    by_group: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        by_group[groups[operation.id]].append(operation)
    for group, members in by_group.items():
        today = {o.id: functions.get(o.id, methods[o.id]) for o in members}
        pinned = {o.id for o in members if o.hint.pinned is not None}
        wishes = {
            id_: wish
            for id_, name in today.items()
            if id_ not in pinned
            and (wish := _shorter(name, group, is_list=id_ in lists)) is not None
        }
        for id_, wish in _without_clashes(wishes, today).items():
            yield Proposal(
                Topic.NAMES,
                id_,
                {"x-restamp-name": wish.name},
                f"client.{group}.{today[id_]} says the resource twice.",
                wish.sure,
            )


def _without_path(operations: Sequence[Operation]) -> dict[str, str]:
    """By id, the function of an operationId that FastAPI made: function, path and method.

    None of one that another operationId is already, or becomes as well.
    """
    found: dict[str, str] = {}
    for operation in operations:
        suffix = re.sub(r"\W", "_", operation.path) + f"_{operation.method.lower()}"
        name = operation.operation_id.removesuffix(suffix)
        if name and name != operation.operation_id and operation.hint.pinned is None:
            found[operation.id] = name
    after = Counter(found.get(o.id, o.operation_id) for o in operations)
    return {id_: name for id_, name in found.items() if after[name] == 1}


def _of_framework(operation: Operation, name: str) -> Proposal:
    why = "The operationId is the function's name, the path and the method; the first is enough."
    return Proposal(Topic.NAMES, operation.id, {"operationId": name}, why, sure=True)


def _shorter(name: str, group: str, *, is_list: bool) -> _Wish | None:
    """A method's name without its resource: of `users`, `list_users` is `list`, `users_list` too.

    So is `get_users`, if it gives a list, beside a `get_user` that is `get`.
    """
    words = name.strip("_").split("_")
    resource = [singular(word) for word in group.strip("_").split("_")]
    size = len(resource)
    for start in (0, 1):
        if [singular(word) for word in words[start : start + size]] != resource:
            continue
        rest = words[:start] + words[start + size :]
        if start == 0:
            while rest and rest[0] in _FRAMEWORK:
                del rest[0]
        if not rest or rest[0] in _LINKS or rest[-1] in _LINKS or rest[0][:1].isdigit():
            return None
        several = start == 1 and words[size] != resource[-1]
        if is_list and several and len(rest) == 1 and rest[0] in _GETTING:
            rest = ["list"]
        short = "_".join(rest)
        sure = words[0] in _VERBS if start else rest[0] in _VERBS
        return _Wish(short, sure) if is_name(short) else None
    return None


def _without_clashes(wishes: Mapping[str, _Wish], today: Mapping[str, str]) -> dict[str, _Wish]:
    """The wishes that leave every name of the resource its own."""
    left = dict(wishes)
    while True:
        after = Counter(left[id_].name if id_ in left else name for id_, name in today.items())
        good = {id_: wish for id_, wish in left.items() if after[wish.name] == 1}
        if len(good) == len(left):
            return good
        left = good


def singular(word: str) -> str:
    """An English word without the ending of its plural, as far as endings tell."""
    if word in ("news", "series", "species"):
        return word
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
