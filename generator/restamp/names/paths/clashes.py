"""Part calls that would be the same, and methods from resources of the same name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from restamp.names.paths.route import Call, Part, Place, Route
from restamp.names.paths.rules import (
    ACTIONS,
    DIGITS,
    DOCUMENT,
    INTO_RESOURCE,
    JOINED,
    NUMBER,
    OLDER_VERSION,
    PARTING_RULES,
)
from restamp.names.paths.steps.partings import FORMAT, Clash, verb_of_operation_id
from restamp.names.paths.tree import NO_RESOURCES
from restamp.records import dataclass

_Key = tuple[str, ...]
_INTO_RESOURCE = {
    "GET": "get",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}


def without_clashes(
    routes: Sequence[Route],
    places: Mapping[str, Place],
    calls: Mapping[str, Call],
    locked: frozenset[str],
    removed: frozenset[_Key] = frozenset(),
) -> dict[str, Call]:
    """Part the calls: those in `locked` stay as they are. Callers may still have those in `removed`."""
    by_id = {route.id: route for route in routes}
    clashing = _Clashing(by_id, places, dict(calls), locked, removed)
    clashing.part_versions()
    clashing.part_numbers()
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
    removed: frozenset[_Key]
    _taken: set[_Key] = field(default_factory=set[_Key])

    def groups(self) -> list[list[str]]:
        """The operations with the same call, the one that keeps it first."""
        groups: dict[_Key, list[str]] = {}
        for id_, call in self.calls.items():
            groups.setdefault(_key(call), []).append(id_)
        return [
            sorted(ids, key=self._rank)
            for key, ids in groups.items()
            if len(ids) > 1 or key in self.removed
        ]

    def _rank(self, id_: str) -> tuple[bool, bool, bool, bool, bool, int, str, str]:
        route, call = self.routes[id_], self.calls[id_]
        is_item, parameters = route.path.rstrip("/").endswith("}"), route.path.count("{")
        is_nearest_first = is_item or DOCUMENT.id in call.chain_rules
        return (
            id_ not in self.locked,
            "scope" not in call.chain_rules,
            FORMAT.search(route.path) is not None,
            verb_of_operation_id(route, call) != call.verb,
            is_item is (call.verb == "create"),
            parameters if is_nearest_first else -parameters,
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
                rule_ids = (*call.chain_rules, OLDER_VERSION.id)
                self.calls[id_] = replace(call, chain=chain, chain_rules=rule_ids)

    def part_numbers(self) -> None:
        """Put the numbers of paths behind the verbs where they part calls: `/status/404`, `/status/429`."""
        for ids in self.groups():
            numbers = {id_: self._numbers(id_) for id_ in ids if id_ in self.places}
            if len({*numbers.values()}) < 2:
                continue
            for id_, words in numbers.items():
                if words and id_ not in self.locked:
                    call = self.calls[id_]
                    verb = "_".join((call.verb, *words))
                    rule_ids = (*call.chain_rules, DIGITS.id)
                    self.calls[id_] = replace(call, verb=verb, chain_rules=rule_ids)

    def _versions(self, id_: str) -> tuple[str, ...]:
        """The versions in a path; a bare number is one only in front."""
        parts = self.places[id_].parts
        before = next((n for n in range(1, len(parts)) if _has_words(parts[:n])), 1)
        return tuple(
            part.text
            for number, part in enumerate(parts)
            if part.is_version and not (part.text.isdigit() and number >= before)
        )

    def _numbers(self, id_: str) -> tuple[str, ...]:
        """The bare numbers in a path that are no versions."""
        versions = self._versions(id_)
        texts = tuple(part.text for part in self.places[id_].parts if part.is_version)
        return tuple(text for text in texts if text.isdigit() and text not in versions)

    def part_resources_from_methods(self) -> None:
        """Move a method into the resource that has its name; beside a locked method, join the resource's words."""
        resources = {
            chain[:length]
            for chain in (
                *(call.chain for call in self.calls.values()),
                *(key[:-1] for key in self.removed),
            )
            for length in range(1, len(chain) + 1)
        }
        fixed = {_key(self.calls[id_]) for id_ in self.locked} | self.removed
        standard = {_key(c) for c in self.calls.values() if c.verb_rule not in ACTIONS}
        for id_, call in self.calls.items():
            if _key(call) in resources and id_ not in self.locked and _key(call) not in standard:
                verb = _INTO_RESOURCE.get(self.routes[id_].method, "run")
                self.calls[id_] = replace(
                    call, chain=_key(call), verb=verb, verb_rule=INTO_RESOURCE.id
                )
        methods = fixed | standard
        for id_, call in self.calls.items():
            for length in range(1, len(call.chain) + 1):
                if call.chain[:length] in methods and id_ not in self.locked:
                    self.calls[id_] = _joined(call, length)
                    break

    def part_calls(self) -> None:
        """Give all but the first of the operations with the same call another one."""
        self._taken = {_key(call) for call in self.calls.values()} | self.removed
        for call in self.calls.values():
            self._taken |= {call.chain[:length] for length in range(1, len(call.chain) + 1)}
        for ids in self.groups():
            first = ids[0]
            is_free = _key(self.calls[first]) not in self.removed or first in self.locked
            for id_ in ids[1:] if is_free else ids:
                if id_ not in self.locked:
                    self.calls[id_] = self._parted(id_, first)
                    self._taken.add(_key(self.calls[id_]))

    def _parted(self, id_: str, first: str) -> Call:
        call = self.calls[id_]
        clash = Clash(
            self.routes[id_],
            call,
            self.calls[first],
            self.places[id_].parts if id_ in self.places else (),
            self.places[first].parts if first in self.places else (),
        )
        keeps_chain = DOCUMENT.id in call.chain_rules
        for rule in PARTING_RULES:
            for other in rule.propose(clash):
                if keeps_chain:
                    other = _in_chain(other, call.chain)
                if _key(other) not in self._taken and all(other.chain) and other.verb:
                    return replace(other, verb_rule=rule.id)
        number = 2
        while _key(replace(call, verb=f"{call.verb}_{number}")) in self._taken:
            number += 1
        return replace(call, verb=f"{call.verb}_{number}", verb_rule=NUMBER.id)


def _key(call: Call) -> _Key:
    return (*call.chain, call.verb)


def _has_words(parts: Sequence[Part]) -> bool:
    return any(not part.is_version and part.text not in NO_RESOURCES for part in parts)


def _in_chain(call: Call, chain: _Key) -> Call:
    """A call in another resource, with the word in the verb that only its own resource has."""
    words = [word for word in call.chain if word not in chain]
    return replace(call, chain=chain, verb="_".join((call.verb, *words)))


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
        return replace(call, chain=chain, chain_rules=(*call.chain_rules, JOINED))
    if call.verb_rule in ACTIONS:
        verb = f"{words[length - 1]}_{call.verb}"
        chain = call.chain[: length - 1]
        return replace(call, chain=chain, verb=verb, chain_rules=(*call.chain_rules, JOINED))
    chain, verb = call.chain[: length - 1], f"{call.verb}_{words[length - 1]}"
    return replace(call, chain=chain, verb=verb, chain_rules=(*call.chain_rules, JOINED))
