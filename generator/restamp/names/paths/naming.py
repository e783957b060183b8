"""Name all operations of an API from their paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from restamp.names.paths.clashes import without_clashes
from restamp.names.paths.remote import remote_calls
from restamp.names.paths.route import Call, Place, Route
from restamp.names.paths.rules import CHAIN_RULES, DOCUMENT, JOINED, VERB_RULES, VerbRule
from restamp.names.paths.segments import is_dotted, read_dotted, read_path, words_of
from restamp.names.paths.site import Site, action_length
from restamp.names.paths.steps.chains import Links
from restamp.names.paths.steps.verbs import Naming
from restamp.names.paths.tree import tree_of


def name_calls(
    routes: Sequence[Route],
    locked: Mapping[str, Call] | None = None,
    removed: frozenset[tuple[str, ...]] = frozenset(),
) -> dict[str, Call]:
    """The call of each operation, by its id; `locked` calls stay as they are, and `removed` ones are not used.

    No two operations have the same call, and no method has the name of a resource beside it.
    """
    known = {route.id for route in routes}
    locked = {id_: call for id_, call in (locked or {}).items() if id_ in known}
    by_path, places = _calls(tuple(routes))
    calls = {**by_path, **{route.id: _of_document(route, by_path[route.id]) for route in routes}}
    named = {route.id for route in routes if route.name is not None}
    fixed = frozenset(locked) | named
    return without_clashes(routes, places, {**calls, **locked}, fixed, removed)


@lru_cache(1)
def _calls(routes: tuple[Route, ...]) -> tuple[Mapping[str, Call], Mapping[str, Place]]:
    """The calls without a lock; they decide the style of a package first, and then name its operations."""
    calls = remote_calls(routes)
    others = [route for route in routes if route.id not in calls]
    places = _read_all(others)
    tree = tree_of((route.method, places[route.id]) for route in others)
    calls |= {route.id: _call(Site(route, places[route.id], tree)) for route in others}
    return calls, places


def _read_all(routes: Sequence[Route]) -> dict[str, Place]:
    if is_dotted([route.path for route in routes]):
        return {route.id: read_dotted(route.path) or read_path(route.path) for route in routes}
    return {route.id: read_path(route.path) for route in routes}


def _call(site: Site) -> Call:
    for rule in VERB_RULES:
        naming = rule.name(site)
        if naming is not None:
            return _with_chain(site, naming, rule)
    raise AssertionError("the last rule names everything")


def _with_chain(site: Site, naming: Naming, rule: VerbRule) -> Call:
    parts = site.parts[: naming.home]
    words = [(p.text, n) for n, p in enumerate(parts, start=1) if not p.is_parameter]
    links = Links(site, words, naming.home)
    rule_ids = (*site.place.rules, *(rule.id for rule in CHAIN_RULES if rule.apply(links)))
    verb, chain = naming.verb, [word for word, _ in links.words]
    if rule.is_last_word and chain:
        end = links.words[-1][1]
        if end == naming.home and action_length(site.keys[:end], site.tree) == end:
            verb, rule_ids = f"{chain.pop()}_{verb}", (*rule_ids, JOINED)
    if links.qualifier:
        verb = f"{verb}_by_{links.qualifier}"
    return Call(tuple(chain), verb, rule_ids, rule.id)


def _of_document(route: Route, call: Call) -> Call:
    """The call with the names that the document itself gives."""
    if route.group is not None:
        chain = tuple(words for part in route.group.split(".") if (words := words_of(part)))
        call = replace(call, chain=chain or call.chain, chain_rules=(DOCUMENT.id,))
    if route.name is not None:
        call = replace(call, verb=words_of(route.name) or call.verb, verb_rule=DOCUMENT.id)
    return call
