"""The rules that part calls that would be the same; `rules.py` lists them with their reasons.

Each proposes other names for a call whose own belongs to another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from restamp.lower.plurals import singular
from restamp.names.paths.route import Call, Part, Route
from restamp.names.words import split
from restamp.records import dataclass

FORMAT = re.compile(r"(?:\.(\w+)|/(json|xml|csv|html|pdf|txt|ya?ml|rss|ndjson))/?\Z", re.I)
"""The ending of a path that says how the response is written."""
_CONJUNCTIONS = frozenset({"and", "as", "by", "for", "from", "in", "of", "on", "or", "to", "with"})
_NEAR_WORDS = 5
"""An operationId of more words, without the resource's, is no better than other ways to part calls."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A call, and the one that has its name."""

    route: Route
    call: Call
    first: Call
    parts: tuple[Part, ...]
    """The parts of its path; none if the path was not read as one."""
    parts_of_first: tuple[Part, ...]

    @property
    def is_item(self) -> bool:
        """Whether its path ends in a parameter."""
        return self.route.path.rstrip("/").endswith("}")


def outside_scope(clash: Clash) -> Iterator[Call]:
    """What acts on all scopes, beside what acts within one."""
    if "scope" in clash.first.chain_rules and "scope" not in clash.call.chain_rules:
        yield replace(clash.call, verb=f"{clash.call.verb}_all")


def fallen_word(clash: Clash) -> Iterator[Call]:
    """A word of the path that neither the call nor the other path has, in front."""
    if not clash.parts or not clash.parts_of_first:
        return
    other = {part.text for part in clash.parts_of_first}
    names = (*clash.call.chain, clash.call.verb)
    used = {word for name in names for word in (name, *name.split("_"))}
    for part in clash.parts:
        if not part.is_parameter and not part.is_version and part.text not in other | used:
            yield replace(clash.call, chain=(part.text, *clash.call.chain))


def format_ending(clash: Clash) -> Iterator[Call]:
    """The format that the path ends in, behind the verb."""
    ending = FORMAT.search(clash.route.path)
    if ending:
        yield replace(clash.call, verb=f"{clash.call.verb}_{(ending[1] or ending[2]).lower()}")


def operation_id(clash: Clash) -> Iterator[Call]:
    """The words of the operationId, unless it repeats a version."""
    verb = verb_of_operation_id(clash.route, clash.call)
    versions = {word.lower() for p in clash.parts if p.is_version for word in split(p.text)}
    if verb and versions.isdisjoint(verb.split("_")):
        chain = _resource_of_operation_id(clash.route, clash.call)
        yield replace(clash.call, chain=chain, verb=verb)


def delete_all(clash: Clash) -> Iterator[Call]:
    """What deletes a collection."""
    if clash.route.method == "DELETE" and not clash.is_item:
        yield replace(clash.call, verb=f"{clash.call.verb}_all")


def replace_all(clash: Clash) -> Iterator[Call]:
    """What puts a collection."""
    if clash.route.method == "PUT" and clash.call.verb == "update":
        yield replace(clash.call, verb="replace")


def by_parameter(clash: Clash) -> Iterator[Call]:
    """A parameter of the path behind the verb."""
    for part in reversed(clash.parts):
        if part.is_parameter:
            yield replace(clash.call, verb=f"{clash.call.verb}_by_{part.text}")


def above(clash: Clash) -> Iterator[Call]:
    """The resource behind the verb, in the resource above."""
    if clash.call.chain:
        chain = clash.call.chain[:-1] or clash.call.chain
        yield replace(clash.call, chain=chain, verb=f"{clash.call.verb}_{clash.call.chain[-1]}")


def by_method(clash: Clash) -> Iterator[Call]:
    """The HTTP method behind the verb."""
    yield replace(clash.call, verb=f"{clash.call.verb}_{clash.route.method.lower()}")


def _resource_of_operation_id(route: Route, call: Call) -> tuple[str, ...]:
    """The resource that the operationId names after its verb: `createThreadAndRun` is of threads."""
    words = [singular(word.lower()) for word in split(route.operation_id)]
    noun = words[1:2] if _CONJUNCTIONS & {*words[2:3]} else []
    for length in range(1, len(call.chain)):
        if [singular(call.chain[length - 1])] == noun:
            return call.chain[:length]
    return call.chain


def verb_of_operation_id(route: Route, call: Call) -> str:
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
