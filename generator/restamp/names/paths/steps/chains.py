"""The rules of the chain of resources; `rules.py` lists them with their reasons."""

from __future__ import annotations

from restamp.lower.plurals import singular
from restamp.names.paths.lexicon import SELVES
from restamp.names.paths.route import Part
from restamp.names.paths.site import Site, action_length
from restamp.names.paths.tree import ITEMS, NO_RESOURCES, PARAMETER, Keys, Tree
from restamp.records import dataclass

MAX_WORDS = 4
"""A chain of more words is deep."""


@dataclass(slots=True)
class Links:
    """The words of a chain while the rules work on it, each with the length of the path that it ends."""

    site: Site
    words: list[tuple[str, int]]
    home: int
    """The length of the path that is the resource."""
    qualifier: str = ""
    """What goes behind the verb: the name of what finds an item."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the path."""
        return self.site.parts


def without_prefix(links: Links) -> bool:
    """Leave out what nearly all paths start with."""
    prefix = links.site.tree.prefix
    shared = min(len(prefix), len(links.parts))
    before = len(links.words)
    if prefix and links.site.keys[:shared] == prefix[:shared]:
        rest = [(word, end) for word, end in links.words if end > len(prefix)]
        links.words = rest or links.words[-1:]
    return len(links.words) < before


def without_api(links: Links) -> bool:
    """Leave out words in front that name no resource."""
    before = len(links.words)
    while len(links.words) > 1 and links.words[0][0] in NO_RESOURCES:
        del links.words[0]
    return len(links.words) < before


def without_identifiers(links: Links) -> bool:
    """Leave out a word that only says which identifier follows, and put it behind the verb."""
    site = links.site
    for number, (word, end) in enumerate(links.words):
        following = site.parts[end] if end < len(site.parts) else None
        if number and is_identifier(site.keys[:end], following, site.tree):
            resource = singular(links.words[number - 1][0])
            links.qualifier = _shortened(word.removeprefix("by_"), resource)
            del links.words[number]
            return True
    return False


def _shortened(word: str, resource: str) -> str:
    """`external_id` for `external_customer_id` of customers."""
    shorter = f"_{word}_".replace(f"_{resource}_", "_", 1).strip("_")
    return word if shorter in ("", "id", "ids") else shorter


def is_identifier(path: Keys, following: Part | None, tree: Tree) -> bool:
    """Whether the last word of a path only says which identifier follows: `/users/by-email/{email}`."""
    if following is None or not following.is_parameter or len(path) < 2 or path[-2] == PARAMETER:
        return False
    if path in tree.methods or tree.below[path] != ITEMS:
        return False
    is_alternative = PARAMETER in tree.below[path[:-1]] or path[:-1] in tree.methods
    return path[-1].startswith("by_") or (path[-1] == following.text and is_alternative)


def without_scopes(links: Links) -> bool:
    """Leave out a scope: a resource below whose items stands nearly all that also stands beside it."""
    keys, scopes = links.site.keys, links.site.tree.scopes
    before = len(links.words)
    links.words = [
        (word, end)
        for number, (word, end) in enumerate(links.words, start=1)
        if number == before or keys[:end] not in scopes
    ]
    return len(links.words) < before


def with_joined_actions(links: Links) -> bool:
    """Join a word below an action to it: what is a method is no resource."""
    tree, keys = links.site.tree, links.site.keys
    words: list[tuple[str, int]] = []
    is_joined = False
    for word, end in links.words:
        if (
            words
            and action_length(keys[: words[-1][1]], tree) == words[-1][1]
            and end > words[-1][1]
        ):
            words[-1] = (f"{words[-1][0]}_{word}", end)
            is_joined = True
        else:
            words.append((word, end))
    links.words = words
    return is_joined


def without_passages(links: Links) -> bool:
    """Leave out words of a deep chain that part nothing: one word is below them, and no operation."""
    tree, keys = links.site.tree, links.site.keys
    before = len(links.words)
    number = 1
    while number < len(links.words) - 1 and len(links.words) > MAX_WORDS:
        word, end = links.words[number]
        path = keys[:end]
        is_passage = len(tree.below.get(path, ())) == 1 and not tree.has_items(path)
        if is_passage and path not in tree.methods and word not in SELVES:
            del links.words[number]
        else:
            number += 1
    return len(links.words) < before


def with_letters_first(links: Links) -> bool:
    """Put the word above in front of one that starts with a digit."""
    words: list[tuple[str, int]] = []
    for word, end in links.words:
        above = singular(words[-1][0]) if words else ""
        is_changed = word[:1].isdigit() and bool(above)
        words.append((f"{above}_{word}" if is_changed else word, end))
    is_different = words != links.words
    links.words = words
    return is_different


def with_parameter(links: Links) -> bool:
    """Take the resource of a path without static words from its last parameter: `index` for `/{index_name}`."""
    if links.words or not links.home or not links.site.identified:
        return False
    links.words = [(links.site.identified, links.home)]
    return True


def with_root(links: Links) -> bool:
    """Name the resource of a path without words that no operationId names either."""
    if not links.site.is_nameless or links.site.own_words:
        return False
    links.words = [("root", links.home)]
    return True
