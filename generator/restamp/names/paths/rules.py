"""The rules that name calls, each a line with its reason.

Paths are read by the rules of reading. Of the rules of the verb, the first that fits chooses it; all rules of the chain apply, in order.
The rules of parting name a call whose name belongs to another one. The numbers are from a study of 8,966 operations in 49 SDKs that
people wrote by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from restamp.names.paths.route import Call
from restamp.names.paths.site import Site
from restamp.names.paths.steps import chains, partings, verbs
from restamp.names.paths.steps.chains import Links
from restamp.names.paths.steps.partings import Clash
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is code of its own elsewhere."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class VerbRule:
    """A rule that chooses verbs."""

    id: str
    name: Callable[[Site], verbs.Naming | None]
    reason: str
    is_action: bool = False
    """Whether its verbs are words of the path, which may also be names of resources."""
    is_last_word: bool = False
    """Whether its verb is the last static word of the path."""


@dataclass(frozen=True, slots=True)
class ChainRule:
    """A rule that changes chains."""

    id: str
    apply: Callable[[Links], bool]
    """Changes the links; whether it did."""
    reason: str


@dataclass(frozen=True, slots=True)
class PartingRule:
    """A rule that proposes another name for a call whose own is taken; the first name that is free counts."""

    id: str
    propose: Callable[[Clash], Iterator[Call]]
    reason: str


DOCUMENT = Rule("document", "the document gives the name (`x-restamp-group`, `x-restamp-name`)")
LOCK = Rule("lock", "the lock keeps the call, which rules would name otherwise today")
REMOTE = Rule("remote", "the path is a procedure of a service: its first word is the verb")
OLDER_VERSION = Rule(
    "older-version", "the newest version has the plain names, older ones have theirs in front"
)
DIGITS = Rule("digits", "numbers fall, unless they part two operations: `status_429`")
INTO_RESOURCE = Rule(
    "into-resource", "an action that is the name of a resource is a method of that resource"
)
NUMBER = Rule("number", "every word of the two calls is the same")
JOINED = "joined"

READING_RULES: tuple[Rule, ...] = (
    Rule("version", "versions fall, wherever they are: one client speaks one version"),
    Rule("format", "how a response is written (`.json`) is not what it is"),
    Rule("braces", "the words in a template are resources: `{name=shelves/*/books/*}`"),
    Rule("odata", "keys stand in parentheses (OData): `users('{id}')` is an item of users"),
    Rule("flag", "a flag in the query of a path parts it from another: `?beta=true`"),
)

CHAIN_RULES: tuple[ChainRule, ...] = (
    ChainRule(
        "prefix", chains.without_prefix, "what nearly all paths start with says nothing about one"
    ),
    ChainRule("api", chains.without_api, "`api` and `rest` in front name no resource"),
    ChainRule(
        "identifier",
        chains.without_identifiers,
        "a word that says which identifier follows is no resource: `get_by_email`",
    ),
    ChainRule(
        "scope",
        chains.without_scopes,
        "a resource below whose items stands what also stands beside it is a scope (namespaces)",
    ),
    ChainRule(
        JOINED,
        chains.with_joined_actions,
        "a method never becomes a resource: what is below an action joins its word",
    ),
    ChainRule(
        "deep",
        chains.without_passages,
        "of more than four words, those that part nothing fall",
    ),
    ChainRule("letters", chains.with_letters_first, "no name starts with a digit"),
    ChainRule(
        "parameter-name",
        chains.with_parameter,
        "a path without words is of what its parameter identifies",
    ),
    ChainRule(
        "root",
        chains.with_root,
        "what neither a word nor an operationId names is the root: `client.root.get()`",
    ),
)

REMOTE_RULES: tuple[Rule, ...] = (
    REMOTE,
    Rule("remote-below", "a service whose name continues that of another one is below it"),
    Rule("remote-noun", "a noun with two of the standard verbs is a resource of its own"),
)

VERB_RULES: tuple[VerbRule, ...] = (
    VerbRule("colon", verbs.spelled("colon"), "the path spells its action: `:cancel`", True),
    VerbRule(
        "fragment",
        verbs.spelled("fragment"),
        "what only a fragment parts from another path is an action: `#add_shared_link`",
        True,
    ),
    VerbRule(
        "query",
        verbs.spelled("query"),
        "the query of the path spells its action: `?action=reset`",
        True,
    ),
    VerbRule("dollar", verbs.spelled("dollar"), "OData's `$count` and `$ref` are actions", True),
    VerbRule(
        "dotted",
        verbs.spelled("dotted"),
        "remote procedures have chain and verb already: `users.setPresence` (174 of 174 calls)",
        True,
    ),
    VerbRule(
        "probe", verbs.probe, "a probe at the root is a method of the client: `client.ping()`", True
    ),
    VerbRule(
        "self",
        verbs.self_reference,
        "what the caller is, if it can only be read: `client.users.me()`",
        True,
    ),
    VerbRule(
        "phrase",
        verbs.action("phrase"),
        "a verb and its object at the end of a path are the verb: `count_tokens`",
        True,
        True,
    ),
    VerbRule(
        "verb",
        verbs.action("verb"),
        "a verb at the end of a path is the verb (87 % of 553 such calls)",
        True,
        True,
    ),
    VerbRule(
        "argument",
        verbs.action("argument"),
        "an action with its argument behind it is still the verb: `/detach/{block}`",
        True,
        True,
    ),
    VerbRule(
        "noun-verb",
        verbs.action("noun-verb"),
        "a word that is a noun as well is the verb where it is only sent and nothing is below it",
        True,
        True,
    ),
    VerbRule(
        "posted-noun",
        verbs.action("posted-noun"),
        "a singular that is only posted to an item is what is done with it (82 of 116 calls)",
        True,
        True,
    ),
    VerbRule(
        "below-action",
        verbs.below_action,
        "what is only posted below an action says more of the action: `unmerge_bot`",
        True,
        True,
    ),
    VerbRule(
        "nameless",
        verbs.nameless,
        "a path without words is called as its operationId: `client.describe_instance()`",
    ),
    VerbRule(
        "scoped",
        verbs.scoped,
        "a parameter with another right below is a scope: what ends there lists",
    ),
    VerbRule(
        "created",
        verbs.created,
        "`POST` creates where the operationId says so, on whatever it is",
    ),
    VerbRule(
        "patched",
        verbs.patched,
        "`PATCH` updates; beside `PUT` it patches (83 of 85 such pairs)",
    ),
    VerbRule(
        "posted-item",
        verbs.posted_item,
        "`POST` on an item updates it, unless something else does (200 of 235 calls)",
    ),
    VerbRule(
        "posted-action",
        verbs.posted_action,
        "an action that can be read as well is a resource, which `POST` runs: `restore.run`",
    ),
    VerbRule(
        "posted-thing",
        verbs.posted_thing,
        "`POST` on a single thing updates it, if it can be read and nothing else changes it",
    ),
    VerbRule(
        "collection", verbs.collection, "what HTTP's methods mean for a collection: list, create"
    ),
    VerbRule(
        "listed",
        verbs.listed,
        "a singular is a list where the operationId says so: `threads.archived.list`",
    ),
    VerbRule(
        "one-thing", verbs.one_thing, "what HTTP's methods mean for one thing: get, update, delete"
    ),
)

PARTING_RULES: tuple[PartingRule, ...] = (
    PartingRule(
        "outside-scope", partings.outside_scope, "what is beside a scope acts on all of them"
    ),
    PartingRule("fallen", partings.fallen_word, "a word that fell is put in front again"),
    PartingRule("format-ending", partings.format_ending, "only the format is different"),
    PartingRule(
        "operation-id",
        partings.operation_id,
        "the operationId has words that the path has not: `update_with_form`",
    ),
    PartingRule(
        "delete-all", partings.delete_all, "`DELETE` on a collection deletes all that is in it"
    ),
    PartingRule(
        "replace-all", partings.replace_all, "`PUT` on a collection, beside `PUT` on its items"
    ),
    PartingRule("parameter", partings.by_parameter, "another parameter finds it: `get_by_amount`"),
    PartingRule("above", partings.above, "the resource goes into the method of the one above"),
    PartingRule("method", partings.by_method, "only the HTTP method is different"),
)

ACTIONS = frozenset(rule.id for rule in VERB_RULES if rule.is_action)
"""The rules whose verbs may be names of resources: the other verbs mean the same in every resource."""

_ALL: tuple[Rule | ChainRule | VerbRule | PartingRule, ...] = (
    DOCUMENT,
    LOCK,
    *READING_RULES,
    *REMOTE_RULES,
    *CHAIN_RULES,
    *VERB_RULES,
    OLDER_VERSION,
    DIGITS,
    INTO_RESOURCE,
    *PARTING_RULES,
    NUMBER,
)
REASONS: Mapping[str, str] = {rule.id: rule.reason for rule in _ALL}
"""The reason of each rule."""
