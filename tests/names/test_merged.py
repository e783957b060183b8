"""Two branches change a document: the merged lock keeps the names of both, and where they clash those of the first.

`python -m tests.names.test_merged [EXAMPLES]` tries random branches at length.
"""

from __future__ import annotations

import random
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from restamp.output.lock import Lock
from restamp.output.lock_merge import merged
from restamp.pipeline import Result

from .test_inherited import CLASHING, Model, Stamp, document, names_of, names_only, tried

__all__ = ["names_only"]


def lock_of(result: Result) -> Lock:
    return Lock(names=result.names, removed=result.removed, shapes=result.shapes)


def merged_result(base: Result, ours: Result, theirs: Result) -> tuple[Result, tuple[str, ...]]:
    lock, notes = merged(lock_of(base), lock_of(ours), lock_of(theirs))
    return Result({}, (), {}, dict(lock.names), {}, dict(lock.removed), dict(lock.shapes)), notes


def both(ours: dict[str, Model], theirs: dict[str, Model]) -> dict[str, Model]:
    """The document of both branches, as a person merges it."""
    result: dict[str, Model] = {}
    for name in sorted(ours.keys() | theirs.keys()):
        sides = [side[name] for side in (ours, theirs) if name in side]
        bases, fields = (
            list(dict.fromkeys(each for side in sides for each in side[part])) for part in (0, 1)
        )
        result[name] = (bases, fields)
    return result


def with_more(models: dict[str, Model], order: random.Random) -> dict[str, Model]:
    """More fields in some of the models, and a model more."""
    result = {name: (bases, [*fields]) for name, (bases, fields) in models.items()}
    for _, fields in result.values():
        fields += [w for w in CLASHING if w not in fields and order.random() < 0.25]
    result[f"More{order.randrange(3)}"] = ([], order.sample(CLASHING, 2))
    return result


def try_random(stamp: Stamp, seed: int) -> None:
    order = random.Random(seed)
    models: dict[str, Model] = {
        f"Model{n}": ([], order.sample(CLASHING, order.randrange(3))) for n in range(3)
    }
    left, right = with_more(models, order), with_more(models, order)
    base = stamp(document(models))
    ours, theirs = stamp(document(left), base), stamp(document(right), base)
    former, notes = merged_result(base, ours, theirs)
    after = names_of(stamp(document(both(left, right)), former))
    mine, yours = names_of(ours), names_of(theirs)
    taken = {(model, name) for (model, wire_name), name in yours.items() if wire_name != name}
    for (model, wire_name), name in mine.items():
        # A lock has no names that are the wire names, so a name that the other side pins wins.
        if wire_name != name or (model, name) not in taken:
            assert after[model, wire_name] == name
    for place, name in yours.items():
        is_free = (place[0], name) not in {(model, other) for (model, _), other in mine.items()}
        if place not in mine and is_free:
            assert after[place] == name
        elif place in mine and name != mine[place]:
            assert any(name in note for note in notes), (place, name, notes)


def test_fields_of_one_object_that_both_branches_extend(stamp: Stamp) -> None:
    base = stamp(document({"Token": ([], ["fooBar"])}))
    ours = stamp(document({"Token": ([], ["fooBar", "access-token"])}), base)
    theirs = stamp(document({"Token": ([], ["fooBar", "quxQuux", "qux-quux"])}), base)
    former, notes = merged_result(base, ours, theirs)
    fields = ["qux-quux", "quxQuux", "accessToken", "access-token", "fooBar"]
    after = names_of(stamp(document({"Token": ([], fields)}), former))
    assert names_of(theirs).items() <= after.items() and names_of(ours).items() <= after.items()
    assert notes == ()


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6))
def test_random_branches(stamp: Stamp, names_only: None, seed: int) -> None:
    try_random(stamp, seed)


if __name__ == "__main__":
    tried(try_random, int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    print("every name stays in a merge")
