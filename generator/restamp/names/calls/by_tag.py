"""The resource of each operation, in the style of operations: its tag."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.names.calls.pins import CallPin
from restamp.names.calls.tree import ResourceTree
from restamp.names.resources import Chain
from restamp.names.scope import snake_name


def chains_by_tag(api: Api, locked: Mapping[str, CallPin], tree: ResourceTree) -> dict[str, Chain]:
    """The chain of each operation, by its id.

    Operations in the lock stay in their resource, even if the tag is renamed; new ones join the others with
    the same tag.
    """
    chains: dict[str, Chain] = {}
    homes: dict[Chain, set[Chain]] = {}
    for operation in api.operations:
        pin = locked.get(operation.id)
        if operation.group.pinned is None and pin is not None and pin.chain:
            if pin.chain not in tree.chains and not tree.is_free(pin.chain):
                continue
            chains[operation.id] = tree.claim_exactly(pin.chain)
            homes.setdefault(_default_chain(operation), set()).add(pin.chain)
    chain_of = {default: next(iter(own)) for default, own in homes.items() if len(own) == 1}
    chain_of |= {chain: chain for chain in set(chains.values())}
    for operation in sorted(api.operations, key=lambda o: o.group.pinned or o.group.words):
        if operation.id not in chains:
            default = _default_chain(operation)
            if default not in chain_of:
                chain_of[default] = tree.claim(default)
            chains[operation.id] = chain_of[default]
    return chains


def _default_chain(operation: Operation) -> Chain:
    """The chain from the tag or from the document's own group; its dots nest in the style of resources only."""
    return (snake_name(operation.group.pinned or operation.group.words, "group"),)
