"""The resource of each operation, in the style of operations: its tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.calls.by_path import routes_of
from restamp.names.calls.pins import CallPin
from restamp.names.calls.tree import ResourceTree
from restamp.names.paths.naming import name_calls
from restamp.names.paths.style import FEW, SHARED
from restamp.names.resources import Chain
from restamp.names.scope import identifier, snake_name


def chains_by_tag(api: Api, locked: Mapping[str, CallPin], tree: ResourceTree) -> dict[str, Chain]:
    """The chain of each operation, by its id.

    Operations in the lock stay in their resource, even if the tag is renamed; new ones join the others with
    the same tag.
    """
    chains: dict[str, Chain] = {}
    homes: dict[Chain, set[Chain]] = {}
    defaults = _default_chains(api, locked)
    for operation in api.operations:
        pin = locked.get(operation.id)
        if operation.group.pinned is None and pin is not None:
            if pin.chain not in tree.chains and not tree.is_free(pin.chain):
                continue
            chains[operation.id] = tree.claim_exactly(pin.chain)
            if pin.chain:
                homes.setdefault(defaults[operation.id], set()).add(pin.chain)
    chain_of = {default: next(iter(own)) for default, own in homes.items() if len(own) == 1}
    chain_of |= {chain: chain for chain in set(chains.values())}
    for operation in sorted(api.operations, key=lambda o: o.group.pinned or o.group.words):
        if operation.id not in chains:
            default = defaults[operation.id]
            if default not in chain_of:
                chain_of[default] = tree.claim(default)
            chains[operation.id] = chain_of[default]
    return chains


def is_of_tag(operation: Operation, chain: Chain) -> bool:
    """Whether a chain is what the tag of an operation says."""
    (name,) = _chain_of(operation.group.words)
    return chain in ((name,), (f"{name}_",))


def _default_chains(api: Api, locked: Mapping[str, CallPin]) -> dict[str, Chain]:
    """The chain of each operation without its pin, by its id: the group that the document sets, else its tag.

    A tag that parts nothing is no resource: the first word of the call that the path makes is, without a
    prefix of all paths, or the client itself.
    """
    chains = {o.id: _chain_of(o.group.pinned or o.group.words) for o in api.operations}
    own = [operation for operation in api.operations if operation.group.pinned is None]
    tags = {chains[o.id] for o in own if o.tag} or {chains[o.id] for o in own}
    if locked:
        scattered = _scattered({o.id: chains[o.id] for o in own}, locked)
        regrouped = [o.id for o in own if chains[o.id] in scattered]
    else:
        regrouped = [o.id for o in own] if len(tags) == 1 and len(own) >= FEW else []
    if regrouped:
        calls = name_calls(routes_of(api.operations))
        by_path = {id_: tuple(map(_name, calls[id_].chain[:1])) for id_ in regrouped}
        if locked or (_are_shared(by_path.values()) and tags.isdisjoint(by_path.values())):
            chains |= by_path
    return chains


def _scattered(tags: Mapping[str, Chain], locked: Mapping[str, CallPin]) -> set[Chain]:
    """The tags whose operations the lock has in several resources, none of which is that of the tag."""
    homes: dict[Chain, set[Chain]] = {}
    for id_, tag in tags.items():
        if id_ in locked:
            homes.setdefault(tag, set()).add(locked[id_].chain)
    return {tag for tag, chains in homes.items() if len(chains) > 1 and tag not in chains}


def _are_shared(chains: Collection[Chain]) -> bool:
    """Whether most operations share their resource with others, and there are several such resources."""
    shared = [count for one, count in Counter(chains).items() if one and count > 1]
    return len(shared) > 1 and sum(shared) >= SHARED * len(chains)


def _chain_of(group: str) -> Chain:
    """The chain with the name of a group, whose dots nest in the style of resources only."""
    return (snake_name(group, "group"),)


def _name(word: str) -> str:
    return identifier(word, "group")
