"""One operation in the tree of all paths: what the rules ask about it."""

from __future__ import annotations

from dataclasses import field
from typing import NamedTuple

from restamp.lower.plurals import singular
from restamp.names.paths.lexicon import (
    is_noun_verb,
    is_plural,
    is_reading_phrase,
    is_single_thing,
    is_verb,
    is_verb_phrase,
)
from restamp.names.paths.route import Part, Place, Route
from restamp.names.paths.segments import words_of
from restamp.names.paths.tree import ITEMS, PARAMETER, Keys, Tree
from restamp.records import dataclass

POSTED = frozenset({"POST"})
_IDENTIFIERS = frozenset({"id", "key", "name", "slug", "uuid"})
WRITING = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True)
class Site:
    """One operation, its path as it was read, and the paths around it."""

    route: Route
    place: Place
    tree: Tree
    parts: tuple[Part, ...] = field(init=False)
    """The parts of its path, without versions."""
    keys: Keys = field(init=False)
    """The keys of its path."""

    def __post_init__(self) -> None:
        parts = tuple(part for part in self.place.parts if not part.is_version)
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "keys", tuple(part.key for part in parts))

    @property
    def methods(self) -> frozenset[str]:
        """The methods at its path."""
        return self.tree.methods.get(self.keys, frozenset())

    @property
    def is_item(self) -> bool:
        """Whether its path ends in a parameter."""
        return self.keys[-1:] == (PARAMETER,)

    def is_item_of(self, word: str) -> bool:
        """Whether its path ends in the identifier of what a word names: `split_logic/{split_logic_id}`."""
        return self.is_item and self.parts[-1].text.startswith((f"{word}_", f"{singular(word)}_"))

    @property
    def word(self) -> str:
        """The last static word of its path; empty if there is none."""
        return next((part.text for part in reversed(self.parts) if not part.is_parameter), "")

    @property
    def identified(self) -> str:
        """What the last parameter of its path identifies: `index` for `/{index_name}`, nothing for `/{id}`."""
        parameter = self.parts[-1].text if self.is_item else ""
        stem, _, last = parameter.rpartition("_")
        return stem if last in _IDENTIFIERS else parameter

    @property
    def is_nameless(self) -> bool:
        """Whether its path has no word and identifies nothing: `/`, `/{id}`."""
        return not (self.word or self.place.action or self.identified)

    @property
    def own_words(self) -> str:
        """The words of its operationId, unless that is only the HTTP method."""
        words = words_of(self.route.words or self.route.operation_id)
        return "" if words == self.route.method.lower() else words

    @property
    def is_collection(self) -> bool:
        """Whether its path ends in a word for many things, or is the root with its items below."""
        if self.is_item:
            return False
        if self.tree.has_items(self.keys):
            return True
        return bool(self.word) and is_plural(self.word) and not is_single_thing(self.word)


class Action(NamedTuple):
    """The action word of a path."""

    length: int
    """The length of the path up to and including the word."""
    kind: str
    """Id of the rule that took the word for an action."""


def action_length(keys: Keys, tree: Tree) -> int:
    """The length of the path up to and including its action word; 0 if it has none."""
    action = action_of(keys, tree)
    return 0 if action is None else action.length


def action_of(keys: Keys, tree: Tree) -> Action | None:
    """The action word of a path: it ends the path, or its argument follows and nothing else does."""
    length = len(keys)
    while length and keys[length - 1] == PARAMETER:
        length -= 1
    arguments = len(keys) - length
    path = keys[:length]
    if not length or arguments > 1 or PARAMETER in tree.below.get(keys, ()):
        return None
    if arguments and (path in tree.methods or tree.below[path] != ITEMS or not tree.is_leaf(keys)):
        return None
    methods = tree.methods.get(keys, frozenset())
    kind = _kind_of_action(path, methods, bool(arguments), tree.is_leaf(keys))
    return Action(length, "argument" if kind and arguments else kind) if kind else None


def _kind_of_action(path: Keys, methods: frozenset[str], has_argument: bool, is_leaf: bool) -> str:
    word = path[-1]
    if not methods or (len(methods) > 1 and ("GET" in methods or "DELETE" in methods)):
        return ""
    is_reading = not methods & WRITING
    if is_reading and has_argument and not is_reading_phrase(word):
        return ""
    if is_verb_phrase(word, is_reading=is_reading):
        return "phrase"
    if is_verb(word):
        return "verb"
    if not is_leaf or not methods <= WRITING or len(path) < 2:
        return ""
    if is_noun_verb(word):
        return "noun-verb"
    is_after_item = path[-2] == PARAMETER and not has_argument
    return "posted-noun" if is_after_item and methods == POSTED and not is_plural(word) else ""
