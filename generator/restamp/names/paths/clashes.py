"""Part calls that would be the same, and methods from resources of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from restamp.lower.plurals import singular
from restamp.names.paths.route import Call, Place, Route
from restamp.names.words import split

_Key = tuple[str, ...]
_FORMAT = re.compile(r"(?:\.(\w+)|/(json|xml|csv|html|pdf|txt|ya?ml|rss|ndjson))/?\Z", re.I)
_INTO_RESOURCE = {
    "GET": "get",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}
_CONJUNCTIONS = frozenset({"and", "as", "by", "for", "from", "in", "of", "on", "or", "to", "with"})
_NEAR_WORDS = 5
"""An operationId of more words, without the resource's, is no better than other ways to part calls."""


def without_clashes(
    routes: Sequence[Route],
    places: Mapping[str, Place],
    calls: Mapping[str, Call],
    locked: frozenset[str],
) -> dict[str, Call]:
    """Part the calls: those in `locked` stay as they are."""
    by_id = {route.id: route for route in routes}
    clashing = _Clashing(by_id, places, dict(calls), locked)
    clashing.part_versions()
    clashing.part_resources_from_methods()
    clashing.part_calls()
    clashing.part_resources_from_methods()
    clashing.part_calls()
    return clashing.calls


@dataclass(slots=True)
class _Clashing:
    routes: Mapping[str, Route]
    places: Mapping[str, Place]
    calls: dict[str, Call]
    locked: frozenset[str]
    _taken: set[_Key] = field(default_factory=set[_Key])

    def groups(self) -> list[list[str]]:
        """The operations with the same call, the one that keeps it first."""
        groups: dict[_Key, list[str]] = {}
        for id_, call in self.calls.items():
            groups.setdefault(_key(call), []).append(id_)
        return [sorted(ids, key=self._rank) for ids in groups.values() if len(ids) > 1]

    def _rank(self, id_: str) -> tuple[bool, bool, bool, bool, bool, int, str, str]:
        route, call = self.routes[id_], self.calls[id_]
        is_item, parameters = route.path.rstrip("/").endswith("}"), route.path.count("{")
        return (
            id_ not in self.locked,
            "scope" not in call.chain_rules,
            _FORMAT.search(route.path) is not None,
            _from_operation_id(route, call) != call.verb,
            is_item is (call.verb == "create"),
            parameters if is_item else -parameters,
            route.path,
            route.method,
        )

    def part_versions(self) -> None:
        """Put the version in front of an older resource where the newest one has the same calls."""
        older: set[tuple[_Key, tuple[str, ...]]] = set()
        for ids in self.groups():
            versions = {id_: self._versions(id_) for id_ in ids if id_ in self.places}
            newest = min(versions.values(), key=_age, default=())
            older |= {(self.calls[i].chain[:1], v) for i, v in versions.items() if v != newest}
        for id_, call in self.calls.items() if older else ():
            if id_ in self.locked or id_ not in self.places:
                continue
            versions_of = self._versions(id_)
            if versions_of and call.chain and (call.chain[:1], versions_of) in older:
                chain = ("_".join(versions_of), *call.chain)
                rule_ids = (*call.chain_rules, "version")
                self.calls[id_] = replace(call, chain=chain, chain_rules=rule_ids)

    def _versions(self, id_: str) -> tuple[str, ...]:
        return tuple(part.text for part in self.places[id_].parts if part.is_version)

    def part_resources_from_methods(self) -> None:
        """Move a method into the resource that has its name; beside a locked method, join the resource's words."""
        resources = {
            call.chain[:length]
            for call in self.calls.values()
            for length in range(1, len(call.chain) + 1)
        }
        fixed = {_key(self.calls[id_]) for id_ in self.locked}
        standard = {_key(c) for c in self.calls.values() if c.verb_rule not in _MOVABLE}
        for id_, call in self.calls.items():
            if _key(call) in resources and id_ not in self.locked and _key(call) not in standard:
                verb = _INTO_RESOURCE.get(self.routes[id_].method, "run")
                self.calls[id_] = replace(call, chain=_key(call), verb=verb, verb_rule="resource")
        for id_, call in self.calls.items():
            for length in range(1, len(call.chain) + 1):
                if call.chain[:length] in fixed | standard and id_ not in self.locked:
                    self.calls[id_] = _joined(call, length)
                    break

    def part_calls(self) -> None:
        """Give all but the first of the operations with the same call another one."""
        self._taken = {_key(call) for call in self.calls.values()}
        for call in self.calls.values():
            self._taken |= {call.chain[:length] for length in range(1, len(call.chain) + 1)}
        for first, *others in self.groups():
            for id_ in others:
                if id_ not in self.locked:
                    self.calls[id_] = self._parted(id_, first)
                    self._taken.add(_key(self.calls[id_]))

    def _parted(self, id_: str, first: str) -> Call:
        call = self.calls[id_]
        for rule, other in self._candidates(id_, first):
            if _key(other) not in self._taken and all(other.chain) and other.verb:
                return replace(other, verb_rule=rule)
        number = 2
        while _key(replace(call, verb=f"{call.verb}_{number}")) in self._taken:
            number += 1
        return replace(call, verb=f"{call.verb}_{number}", verb_rule="number")

    def _candidates(self, id_: str, first: str) -> Iterator[tuple[str, Call]]:
        route, call = self.routes[id_], self.calls[id_]
        if "scope" in self.calls[first].chain_rules and "scope" not in call.chain_rules:
            yield "all", replace(call, verb=f"{call.verb}_all")
        for word in self._fallen(id_, first):
            yield "fallen", replace(call, chain=(word, *call.chain))
        ending = _FORMAT.search(route.path)
        if ending:
            yield "format", replace(call, verb=f"{call.verb}_{(ending[1] or ending[2]).lower()}")
        if verb := _from_operation_id(route, call):
            yield "operation-id", replace(call, chain=_named_resource(route, call), verb=verb)
        is_item = route.path.rstrip("/").endswith("}")
        if route.method == "DELETE" and not is_item:
            yield "all", replace(call, verb=f"{call.verb}_all")
        if route.method == "PUT" and call.verb == "update":
            yield "replace", replace(call, verb="replace")
        for part in reversed(self.places[id_].parts if id_ in self.places else ()):
            if part.is_parameter:
                yield "parameter", replace(call, verb=f"{call.verb}_by_{part.text}")
        if call.chain:
            chain = call.chain[:-1] or call.chain
            yield "above", replace(call, chain=chain, verb=f"{call.verb}_{call.chain[-1]}")
        yield "method", replace(call, verb=f"{call.verb}_{route.method.lower()}")

    def _fallen(self, id_: str, first: str) -> Iterator[str]:
        """The words of the path that neither the call nor the other path has."""
        if id_ not in self.places or first not in self.places:
            return
        other = {part.text for part in self.places[first].parts}
        used = {word for name in _key(self.calls[id_]) for word in (name, *name.split("_"))}
        for part in self.places[id_].parts:
            if not part.is_parameter and not part.is_version and part.text not in other | used:
                yield part.text


_MOVABLE = frozenset({"action", "probe", "self", "spelled"})
"""The verbs that may become resources: the others mean the same in every resource."""


def _key(call: Call) -> _Key:
    return (*call.chain, call.verb)


def _age(versions: tuple[str, ...]) -> list[tuple[float, ...]]:
    """Sorts the newest version first, and a path without version before all."""
    return [
        (*(-float(number) for number in re.findall(r"\d+", version)), len(version))
        for version in versions
    ]


def _joined(call: Call, length: int) -> Call:
    """A call whose resource has the name of a method: with the next word, or with that of what it is of."""
    words = (*call.chain, call.verb)
    if length < len(call.chain):
        joined = f"{words[length - 1]}_{words[length]}"
        chain = (*call.chain[: length - 1], joined, *call.chain[length + 1 :])
        return replace(call, chain=chain, chain_rules=(*call.chain_rules, "joined"))
    if call.verb_rule in _MOVABLE:
        verb = f"{words[length - 1]}_{call.verb}"
        chain = call.chain[: length - 1]
        return replace(call, chain=chain, verb=verb, chain_rules=(*call.chain_rules, "joined"))
    chain, verb = call.chain[: length - 1], f"{call.verb}_{words[length - 1]}"
    return replace(call, chain=chain, verb=verb, chain_rules=(*call.chain_rules, "joined"))


def _named_resource(route: Route, call: Call) -> _Key:
    """The resource that the operationId names after its verb: `createThreadAndRun` is of threads."""
    words = [singular(word.lower()) for word in split(route.operation_id)]
    noun = words[1:2] if _CONJUNCTIONS & {*words} else []
    for length in range(1, len(call.chain)):
        if [singular(call.chain[length - 1])] == noun:
            return call.chain[:length]
    return call.chain


def _from_operation_id(route: Route, call: Call) -> str:
    """The words of the operationId without those of the resource; what follows an `and` or `by` stays."""
    known = {singular(word) for name in call.chain for word in name.split("_")}
    words = [word.lower() for word in split(route.operation_id)]
    while len(words) > 1 and words[-1] == route.method.lower():
        words.pop()
    rest: list[str] = []
    for word in words:
        if singular(word) not in known or (rest and rest[-1] in _CONJUNCTIONS):
            rest.append(word)
    if rest[-1:] == ["id"] and rest[-2:-1] != ["by"]:
        rest.pop()
    is_method = rest == [route.method.lower()] and call.verb != rest[0]
    if not rest or is_method or len(rest) > _NEAR_WORDS or rest[0].isdigit():
        return ""
    return "_".join(rest)
