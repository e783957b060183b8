"""Remote procedures in paths, as gRPC's transcoders write them: `/package.v1.ThingService/DeleteThing`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from restamp.lower.plurals import singular
from restamp.names.paths.plurals import plural
from restamp.names.paths.route import Call, Route
from restamp.names.words import split

_PROCEDURE = re.compile(
    r"/(?:[\w.]+/)*?(?:\w+\.)+(?P<service>[A-Z]\w*)/(?P<procedure>[A-Z]\w*)/?\Z"
)
_SUFFIXES = ("service", "api", "controller")
_STANDARD = frozenset({"get", "list", "create", "update", "delete"})
_OF_MANY = frozenset({"list", "create", "delete"})

Words = tuple[str, ...]


class _Procedure(NamedTuple):
    service: Words
    verb: str
    noun: Words
    """What follows the verb, without the words of the service; empty for the service's own thing."""
    is_own: bool
    """Whether what follows the verb is the service's own thing."""


def remote_calls(routes: Sequence[Route]) -> dict[str, Call]:
    """The calls of remote procedures, by id of the operation; empty unless they are most of the API."""
    matches = {route.id: _PROCEDURE.match(route.path) for route in routes}
    procedure_matches = {id_: match for id_, match in matches.items() if match is not None}
    if not procedure_matches or len(procedure_matches) * 2 < len(routes):
        return {}
    nested = _nested({_service(match["service"]) for match in procedure_matches.values()})
    procedures = {
        id_: _procedure(_service(match["service"]), match["procedure"], nested)
        for id_, match in procedure_matches.items()
    }
    owners = {procedure.service for procedure in procedures.values() if procedure.is_own}
    chains = {service: _chain(service, nested, owners) for service in nested}
    children = _children(procedures.values())
    return {id_: _call(procedure, chains, children) for id_, procedure in procedures.items()}


def _service(name: str) -> Words:
    words = [word.lower() for word in split(name)]
    if len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return tuple(words)


def _nested(services: Iterable[Words]) -> dict[Words, Words]:
    """The service that each is below, if any: `EnvironmentAutomation` is below `Environment`."""
    parents: dict[Words, Words] = {}
    for service in sorted(services, key=lambda words: (len(words), words)):
        above = [other for other in parents if service[: len(other)] == other]
        parents[service] = max(above, key=len, default=())
    return parents


def _procedure(service: Words, name: str, nested: Mapping[Words, Words]) -> _Procedure:
    verb, *rest = (word.lower() for word in split(name))
    noun, parent = tuple(rest), nested[service]
    own = service[len(parent) :]
    if _singular(noun) in (_singular(service), _singular(own)):
        return _Procedure(service, verb, (), is_own=True)
    for words in (service, own, parent):
        if words and len(noun) > len(words) and noun[: len(words)] == words:
            return _Procedure(service, verb, noun[len(words) :], is_own=False)
    return _Procedure(service, verb, noun, is_own=False)


def _singular(words: Words) -> Words:
    return (*words[:-1], singular(words[-1])) if words else ()


def _chain(service: Words, nested: Mapping[Words, Words], owners: set[Words]) -> tuple[str, ...]:
    """The resources of a service; in the plural where it has procedures for the thing itself."""
    above = _chain(nested[service], nested, owners) if nested[service] else ()
    word = "_".join(service[len(nested[service]) :])
    return (*above, plural(word) if service in owners else word)


def _children(procedures: Iterable[_Procedure]) -> set[tuple[Words, Words]]:
    """The nouns, each with its service, that are resources of their own: lists with standard verbs."""
    verbs: dict[tuple[Words, Words], set[str]] = {}
    for service, verb, noun, _ in procedures:
        if verb in _STANDARD and noun:
            verbs.setdefault((service, _singular(noun)), set()).add(verb)
    return {key for key, of_noun in verbs.items() if len(of_noun) > 1 and of_noun & _OF_MANY}


def _call(
    procedure: _Procedure,
    chains: Mapping[Words, tuple[str, ...]],
    children: set[tuple[Words, Words]],
) -> Call:
    service, verb, rest, _ = procedure
    chain = list(chains[service])
    parent: Words = ()
    while rest:
        lengths = [
            length
            for length in range(1, len(rest) + 1)
            if (service, (*parent, *_singular(rest[:length]))) in children
        ]
        if not lengths:
            break
        child = _singular(rest[: lengths[0]])
        chain.append(plural("_".join(child)))
        parent, rest = (*parent, *child), rest[lengths[0] :]
    is_below, has_noun = len(chains[service]) > 1, len(chain) > len(chains[service])
    rule_ids = (["remote-below"] if is_below else []) + (["remote-noun"] if has_noun else [])
    return Call(tuple(chain), "_".join((verb, *rest)), tuple(rule_ids), "remote")
