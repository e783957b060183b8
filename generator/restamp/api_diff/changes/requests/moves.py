"""Whether an operation still sends the same request: the same method and the same static path segments.

A call that keeps its name may have another method and path. A different request has a different effect on the server,
unless all operations moved together, as from `/api/v1` to `/api/v2`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile

from restamp.api_diff.changes.findings import Finding, Level, Place
from restamp.api_diff.surface.surface import Call
from restamp.records import dataclass

OTHER_REQUEST = "request-changed"
"""The rule whose findings are listed first."""
BLANK = re.compile(r"\{[^{}]*\}")
VERSION = re.compile(r"v?[0-9]+([._-][0-9a-z]+)*|v[0-9]+[a-z]+[0-9]*", re.IGNORECASE)
"""A path segment that is a version: `v2`, `2024-01-01`, `v1beta1`."""

Pairs = Sequence[tuple[Call, Call]]


def request_key(call: Call) -> str:
    """Method and path without the names of path parameters."""
    method, segments = _split(call.key)
    return f"{method} /{'/'.join(segments)}"


def request_key_without_versions(call: Call) -> str:
    """Like `request_key`, and without the versions in the path."""
    method, segments = _split(call.key)
    return f"{method} /{'/'.join(_without_versions(segments))}"


def compare_requests(pairs: Pairs) -> Iterator[Finding]:
    """Report operations that send a different request; one finding for all that moved together."""
    move = _common_move(pairs)
    if move is not None:
        yield Finding(
            "base-path-changed",
            "Client",
            f"calls paths under {move.text(move.after)} instead of {move.text(move.before)}",
            Level.HARMLESS,
            "handled by the client, for all operations alike; calls do not change",
            move.text(move.before),
            move.text(move.after),
            Place("#/paths"),
            Place("#/paths"),
        )
    for before, after in pairs:
        if request_key(before) == request_key(after):
            continue
        if move is None or _move(before, after) != move:
            yield other_request(before, after)


def other_request(before: Call, after: Call) -> Finding:
    """The finding for a name whose call sends the request of another operation."""
    return Finding(
        OTHER_REQUEST,
        before.symbol,
        "sends a different request",
        Level.BREAKING,
        "the same call may do something else on the server",
        before.key,
        after.key,
        Place(before.at),
        Place(after.at),
        seen_by_checkers=False,
    )


@dataclass(frozen=True, slots=True)
class _Move:
    """A change of path prefix."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @staticmethod
    def text(prefix: Iterable[str]) -> str:
        return f"/{'/'.join(prefix)}"


def _common_move(pairs: Pairs) -> _Move | None:
    """The change of prefix that most operations share and none contradicts, if any."""
    moves = [_move(before, after) for before, after in pairs]
    (move, count), *_ = Counter(moves).most_common(1) or [(None, 0)]
    if move is None or move.before == move.after or 2 * count <= len(pairs):
        return None
    stays = _Move((), ())
    if _without_versions(move.before) == _without_versions(move.after):
        is_left = any(
            one == stays and _begins(before, move.before)
            for one, (before, _) in zip(moves, pairs, strict=True)
        )
        return None if is_left else move
    # Only a prefix of several resources is a base path; otherwise it may be the resource itself.
    if stays in moves or "{}" in "".join((*move.before, *move.after)):
        return None
    moved = [before for one, (before, _) in zip(moves, pairs, strict=True) if one == move]
    tails = {tuple(_split(before.key)[1][len(move.before) :]) for before in moved}
    return move if len({tail[: _shared(tails) + 1] for tail in tails}) > 1 else None


def _shared(tails: Collection[tuple[str, ...]]) -> int:
    """The number of leading segments that all have in common."""
    return sum(1 for _ in takewhile(lambda each: len({*each}) == 1, zip(*tails, strict=False)))


def _move(before: Call, after: Call) -> _Move | None:
    """The different prefixes of two paths with the same remainder; None if the requests are unrelated."""
    (method, old), (other, new) = _split(before.key), _split(after.key)
    if method != other:
        return None
    if old == new:
        return _Move((), ())
    alike = 0
    while alike < min(len(old), len(new)) and old[-1 - alike] == new[-1 - alike]:
        alike += 1
    # A parameter belongs to the segment before it.
    while alike and "{}" in old[-alike]:
        alike -= 1
    if not alike:
        return None
    return _Move(tuple(old[:-alike]), tuple(new[:-alike]))


def _begins(call: Call, prefix: Sequence[str]) -> bool:
    return tuple(_split(call.key)[1][: len(prefix)]) == tuple(prefix)


def _split(key: str) -> tuple[str, list[str]]:
    method, _, path = key.partition(" ")
    return method, [segment for segment in BLANK.sub("{}", path).split("/") if segment]


def _without_versions(segments: Iterable[str]) -> list[str]:
    return [segment for segment in segments if not VERSION.fullmatch(segment)]
