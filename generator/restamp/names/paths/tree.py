"""What the paths of an API have in common: the methods at each path, and what hangs below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from restamp.names.paths.route import Part, Place
from restamp.records import dataclass

Keys = tuple[str, ...]
PARAMETER = "{}"
ITEMS = frozenset({PARAMETER})
"""What is below a collection with nothing but items."""
NO_RESOURCES = frozenset({"api", "apis", "rest"})
"""Words in front of a path that name no resource."""
_NEARLY_ALL = 0.9
"""The share of operations that a common prefix has at least."""
_MOSTLY = 0.75
"""The share of the resources below a scope that are also beside it, at least."""
_MORE_THAN_ONE = 2
"""So many hang below the items of what has no operations of its own, at least."""
_SEVERAL = 4
"""So many resources hang below the items of a resource that is only a scope, at least."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The paths of an API, by the keys of their parts; versions are left out."""

    methods: Mapping[Keys, frozenset[str]]
    """Methods of the operations at each path, without those that spell an action of their own."""
    below: Mapping[Keys, frozenset[str]]
    """Keys of the parts right below each path."""
    prefix: Keys
    """What nearly all paths start with and no call needs."""
    scopes: frozenset[Keys] = frozenset()
    """Paths of resources that are only scopes: what is below their items is also beside them."""

    def has_items(self, keys: Keys) -> bool:
        """Whether a parameter is right below a path."""
        return PARAMETER in self.below.get(keys, ())

    def is_leaf(self, keys: Keys) -> bool:
        """Whether nothing is below a path."""
        return not self.below.get(keys)


def tree_of(places: Iterable[tuple[str, Place]]) -> Tree:
    """Count what is where; each place comes with the method of its operation."""
    methods: dict[Keys, set[str]] = {}
    below: dict[Keys, set[str]] = {}
    listed: list[Keys] = []
    for method, place in places:
        keys = keys_of(place.parts)
        listed.append(keys)
        if not place.action:
            methods.setdefault(keys, set()).add(method)
        for length in range(len(keys)):
            below.setdefault(keys[:length], set()).add(keys[length])
    frozen_below = {keys: frozenset(words) for keys, words in below.items()}
    return Tree(
        {keys: frozenset(names) for keys, names in methods.items()},
        frozen_below,
        _shared_prefix(listed, frozen_below),
        frozenset(_scopes(frozen_below, methods)),
    )


def keys_of(parts: Iterable[Part]) -> Keys:
    """The keys of parts, without versions."""
    return tuple(part.key for part in parts if not part.is_version)


def _shared_prefix(listed: list[Keys], below: Mapping[Keys, frozenset[str]]) -> Keys:
    """The longest prefix that nearly all paths share, as far as it is no resource of its own."""
    prefix: Keys = ()
    operated = set(listed)
    while True:
        counts = Counter(keys[: len(prefix) + 1] for keys in listed if len(keys) > len(prefix))
        counts = Counter({k: n for k, n in counts.items() if k[: len(prefix)] == prefix})
        if not counts:
            break
        longest, count = counts.most_common(1)[0]
        if count < _NEARLY_ALL * len(listed):
            break
        prefix = longest
    while prefix and not _is_scope(prefix, below, operated):
        prefix = prefix[:-1]
    return prefix


def _is_scope(
    prefix: Keys, tree: Mapping[Keys, frozenset[str]], operated: Collection[Keys]
) -> bool:
    """Whether a prefix is only where resources are, and none itself."""
    resources = tree.get(prefix, frozenset()) - {PARAMETER}
    if prefix[-1] == PARAMETER:
        is_resource = prefix in operated or prefix[:-1] in operated
        return len(resources) >= (_SEVERAL if is_resource else _MORE_THAN_ONE)
    if prefix in operated or (*prefix, PARAMETER) in operated:
        return False
    return prefix[-1] in NO_RESOURCES or len(_resources_below(prefix, tree, _SEVERAL)) >= _SEVERAL


def _scopes(
    tree: Mapping[Keys, frozenset[str]], methods: Mapping[Keys, set[str]]
) -> Iterator[Keys]:
    for keys, below in tree.items():
        if len(keys) < 2 or keys[-1] != PARAMETER or keys[-2] == PARAMETER:
            continue
        resources = below - {PARAMETER}
        above = keys[:-2]
        beside = {word for word in resources if "GET" in methods.get((*above, word), ())}
        if len(resources) >= _SEVERAL and len(beside) >= _MOSTLY * len(resources):
            yield keys[:-1]


def _resources_below(prefix: Keys, tree: Mapping[Keys, frozenset[str]], most: int) -> set[str]:
    """The different words below a path, however deep; `most` are enough."""
    words: set[str] = set()
    pending = [prefix]
    while pending and len(words) < most:
        keys = pending.pop()
        for key in tree.get(keys, ()):
            pending.append((*keys, key))
            words |= {key} - {PARAMETER}
    return words
