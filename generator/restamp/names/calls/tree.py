"""The resources of a package as a tree: each is a scope of names for the resources and methods in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from restamp.names.reserved import CLIENT_MEMBERS, KEYWORDS, MODULE_NAMES, NESTED_RESERVED
from restamp.names.resources import CLIENT, Chain
from restamp.names.scope import Scope, identifier
from restamp.records import dataclass


@dataclass(slots=True)
class ResourceTree:
    """The resources so far. No resource gets the name of one of these `methods` of the resource it is nested in."""

    methods: Mapping[Chain, frozenset[str]]
    chains: set[Chain] = field(default_factory=lambda: {CLIENT})
    _scopes: dict[Chain, Scope] = field(default_factory=dict[Chain, Scope])

    def scope_of(self, chain: Chain) -> Scope:
        """The names of the resources in a resource; they are the names of modules, too."""
        if chain not in self._scopes:
            reserved = NESTED_RESERVED if chain else CLIENT_MEMBERS
            scope = Scope(reserved | MODULE_NAMES | KEYWORDS, case_insensitive=True)
            for method in self.methods.get(chain, ()):
                scope.claim_exactly(method)
            self._scopes[chain] = scope
        return self._scopes[chain]

    def is_free(self, chain: Chain) -> bool:
        """Whether there can be a resource with exactly this chain."""
        return all(
            chain[: length + 1] in self.chains
            or self.scope_of(chain[:length]).is_free(chain[length])
            for length in range(len(chain))
        )

    def claim_exactly(self, chain: Chain) -> Chain:
        """Add a resource with exactly this chain."""
        for length in range(len(chain)):
            self.scope_of(chain[:length]).claim_exactly(chain[length])
            self.chains.add(chain[: length + 1])
        return chain

    def claim(self, words: Chain) -> Chain:
        """The chain of a resource with these words, which is added if there is none."""
        chain = CLIENT
        for word in words:
            name = identifier(word, "group")
            known = [c for n in (name, f"{name}_") if (c := (*chain, n)) in self.chains]
            parent, chain = chain, known[0] if known else CLIENT
            if not known:
                chain = (*parent, self.scope_of(parent).claim([name, *_longer(parent, name)]))
                self.chains.add(chain)
        return chain

    def children_of(self, chain: Chain) -> frozenset[str]:
        """The names of the resources in a resource."""
        return frozenset(c[-1] for c in self.chains if c and c[:-1] == chain)


def _longer(parent: Chain, name: str) -> list[str]:
    return [f"{parent[-1]}_{name}"] if parent else []
