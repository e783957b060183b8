"""Which call of one version is which call of the other: by method and path, whatever the names are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from restamp.api_diff.changes.requests.moves import request_key, request_key_without_versions
from restamp.api_diff.surface.surface import Call
from restamp.records import dataclass


def _written(call: Call) -> str:
    return call.key


_KEYS: tuple[Callable[[Call], str], ...] = (_written, request_key, request_key_without_versions)
"""What two calls of the same request have in common, the most exact first."""


@dataclass(slots=True)
class Matches:
    """The calls of two versions, in pairs."""

    namesakes: list[tuple[Call, Call]] = field(default_factory=list[tuple[Call, Call]])
    """Calls with the same name; their requests may differ."""
    renamed: list[tuple[Call, Call]] = field(default_factory=list[tuple[Call, Call]])
    """Calls with the same request and different names."""
    reused: list[tuple[Call, Call]] = field(default_factory=list[tuple[Call, Call]])
    """Calls with the same name whose requests are those of different operations."""
    removed: list[Call] = field(default_factory=list[Call])
    added: list[Call] = field(default_factory=list[Call])


def match_calls(old: Mapping[str, Call], new: Mapping[str, Call]) -> Matches:
    """Match the calls of two versions, by symbol."""
    pairs = _same_requests(old, new)
    taken = {after.symbol for after in pairs.values()}
    matches = Matches()
    for symbol, before in sorted(old.items()):
        after, other = pairs.get(symbol), new.get(symbol)
        if after is None and other is None:
            matches.removed.append(before)
        elif after is None and other is not None:
            (matches.reused if symbol in taken else matches.namesakes).append((before, other))
        elif after is not None and after.symbol == symbol:
            matches.namesakes.append((before, after))
        elif after is not None:
            matches.renamed.append((before, after))
            if other is not None:
                matches.reused.append((before, other))
    matches.added = [new[symbol] for symbol in sorted(new.keys() - old.keys() - taken)]
    return matches


def _same_requests(old: Mapping[str, Call], new: Mapping[str, Call]) -> dict[str, Call]:
    """The call of the new version that sends the request of each call of the old one, by the old symbol."""
    pairs: dict[str, Call] = {}
    before, after = dict(old), dict(new)
    for symbol in [s for s in before if s in after and _is_same(before[s], after[s])]:
        pairs[symbol] = after.pop(symbol)
        del before[symbol]
    for key in _KEYS:
        ours, theirs = _by_key(before.values(), key), _by_key(after.values(), key)
        for request in sorted(ours.keys() & theirs.keys()):
            if len(ours[request]) == len(theirs[request]) == 1:
                (one,), (other,) = ours[request], theirs[request]
                pairs[one.symbol] = after.pop(other.symbol)
                del before[one.symbol]
    return pairs


def _is_same(before: Call, after: Call) -> bool:
    return before.key == after.key or request_key(before) == request_key(after)


def _by_key(calls: Iterable[Call], key: Callable[[Call], str]) -> dict[str, list[Call]]:
    by_key: defaultdict[str, list[Call]] = defaultdict(list)
    for call in calls:
        by_key[key(call)].append(call)
    return by_key
