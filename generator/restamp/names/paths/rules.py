"""The rules that name calls, each a line with its reason.

Of the rules of the verb, the first that fits chooses it; all rules of the chain apply, in order. The numbers are from a study of
8,966 operations in 49 SDKs that people wrote by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from restamp.names.paths import chains, verbs
from restamp.names.paths.chains import Links
from restamp.names.paths.site import Site


@dataclass(frozen=True, slots=True)
class VerbRule:
    """A rule that chooses verbs."""

    id: str
    name: Callable[[Site], verbs.Naming | None]
    reason: str


@dataclass(frozen=True, slots=True)
class ChainRule:
    """A rule that changes chains."""

    id: str
    apply: Callable[[Links], bool]
    """Changes the links; whether it did."""
    reason: str


CHAIN_RULES: tuple[ChainRule, ...] = (
    ChainRule(
        "prefix", chains.without_prefix, "what nearly all paths start with says nothing about one"
    ),
    ChainRule(
        "identifier",
        chains.without_identifiers,
        "a word that says which identifier follows is no resource: `get_by_email`",
    ),
    ChainRule(
        "scope",
        chains.without_scopes,
        "a resource below whose items stands what also stands beside it is a scope (Kubernetes' namespaces)",
    ),
    ChainRule(
        "joined",
        chains.with_joined_actions,
        "a method never becomes a resource: what is below an action joins its word",
    ),
    ChainRule(
        "deep",
        chains.without_passages,
        "of more than four words, those that part nothing fall",
    ),
    ChainRule("letters", chains.with_letters_first, "no name starts with a digit"),
)

VERB_RULES: tuple[VerbRule, ...] = (
    VerbRule(
        "spelled",
        verbs.spelled,
        "the path spells its action: `:cancel`, `#add_shared_link`, `users.setPresence`",
    ),
    VerbRule(
        "probe", verbs.probe, "a probe at the root is a method of the client: `client.ping()`"
    ),
    VerbRule(
        "self",
        verbs.self_reference,
        "what the caller is, if it can only be read: `client.users.me()`",
    ),
    VerbRule(
        "action", verbs.action, "a verb at the end of a path is the verb (87 % of 553 such calls)"
    ),
    VerbRule(
        "scoped",
        verbs.scoped,
        "a parameter with another right below is a scope: what ends there lists",
    ),
    VerbRule(
        "item", verbs.item, "what HTTP's methods mean for an item: get, update, patch, delete"
    ),
    VerbRule(
        "collection", verbs.collection, "what HTTP's methods mean for a collection: list, create"
    ),
    VerbRule(
        "single", verbs.single, "what HTTP's methods mean for a single thing: get, update, create"
    ),
)
