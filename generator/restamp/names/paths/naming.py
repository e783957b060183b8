"""Name all operations of an API from their paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from restamp.names.paths.chains import Links
from restamp.names.paths.clashes import without_clashes
from restamp.names.paths.remote import remote_calls
from restamp.names.paths.route import Call, Place, Route
from restamp.names.paths.rules import CHAIN_RULES, VERB_RULES
from restamp.names.paths.segments import is_dotted, read_dotted, read_path, words_of
from restamp.names.paths.site import Site, action_length
from restamp.names.paths.tree import tree_of
from restamp.names.paths.verbs import Naming

DOCUMENT = "document"
"""Id of the rule that takes a name from the document itself (`x-restamp-group`, `x-restamp-name`)."""


def name_calls(
    routes: Sequence[Route], locked: Mapping[str, Call] | None = None
) -> dict[str, Call]:
    """The call of each operation, by its id; `locked` calls stay as they are.

    No two operations have the same call, and no method has the name of a resource beside it.
    """
    locked = {id_: call for id_, call in (locked or {}).items() if any(r.id == id_ for r in routes)}
    calls, places = _calls(routes)
    calls |= {route.id: _of_document(route, calls[route.id]) for route in routes}
    named = {route.id for route in routes if route.name is not None}
    return without_clashes(routes, places, {**calls, **locked}, frozenset(locked) | named)


def _calls(routes: Sequence[Route]) -> tuple[dict[str, Call], dict[str, Place]]:
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
            return _with_chain(site, naming, rule.id)
    raise AssertionError("the last rule names everything")


def _with_chain(site: Site, naming: Naming, rule_id: str) -> Call:
    parts = site.parts[: naming.home]
    links = Links(site, [(p.text, n) for n, p in enumerate(parts, start=1) if not p.is_parameter])
    rule_ids = tuple(rule.id for rule in CHAIN_RULES if rule.apply(links))
    verb, chain = naming.verb, [word for word, _ in links.words]
    if rule_id == "action" and chain:
        end = links.words[-1][1]
        if end == naming.home and action_length(site.keys[:end], site.tree) == end:
            verb, rule_ids = f"{chain.pop()}_{verb}", (*rule_ids, "joined")
    if links.qualifier:
        verb = f"{verb}_by_{links.qualifier}"
    if not any(not part.is_parameter for part in parts) and parts:
        chain = [_resource_of(parts[-1].text)]
    return Call(tuple(chain), verb, rule_ids, rule_id)


def _resource_of(parameter: str) -> str:
    """The resource of a path without static words: `index` for `/{index_name}`."""
    stem, _, last = parameter.rpartition("_")
    return stem if stem and last in ("id", "key", "name", "slug", "uuid") else parameter


def _of_document(route: Route, call: Call) -> Call:
    """The call with the names that the document itself gives."""
    if route.group is not None:
        chain = tuple(words for part in route.group.split(".") if (words := words_of(part)))
        call = replace(call, chain=chain or call.chain, chain_rules=(DOCUMENT,))
    if route.name is not None:
        call = replace(call, verb=words_of(route.name) or call.verb, verb_rule=DOCUMENT)
    return call
