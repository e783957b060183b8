"""Times things in turn, so that a machine whose speed drifts slows all of them alike."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

Spent = tuple[float, float]
"""Seconds: of this process's processor, and of the clock."""

Batch = Callable[[int], Spent]
"""Does a thing some number of times."""

LONG = 0.005
"""Seconds that a batch should take: long beside the clock, short beside a drift."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What came of one thing, as medians of all rounds; ratios are taken within a round."""

    seconds: float
    """Of the processor, for doing it once."""
    ratio: float
    """To the first thing."""
    clock_seconds: float
    clock_ratio: float


def now() -> Spent:
    """Both clocks."""
    return process_time(), perf_counter()


def since(start: Spent) -> Spent:
    """What has been spent."""
    processor, clock = now()
    return processor - start[0], clock - start[1]


def batch(thing: Callable[[], object]) -> Batch:
    """Batches of a function."""

    def run(times: int) -> Spent:
        start = now()
        for _ in range(times):
            thing()
        return since(start)

    return run


def async_batch(thing: Callable[[], Awaitable[object]], loop: AbstractEventLoop) -> Batch:
    """Batches of an asynchronous function; what it costs to start the loop is not counted."""

    async def run(times: int) -> Spent:
        start = now()
        for _ in range(times):
            await thing()
        return since(start)

    return lambda times: loop.run_until_complete(run(times))


def in_turn(things: Mapping[str, Batch], rounds: int) -> dict[str, Timing]:
    """The timings of things, the first of which is what the others are compared with.

    Every round does each of them, in an order that turns about.
    """
    names = list(things)
    for name in names:
        things[name](3)
    once = things[names[0]](5)[0] / 5
    times = max(1, round(LONG / max(once, 1e-7)))
    spent: dict[str, list[Spent]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 else reversed(names):
            things[name](1 + times // 4)  # After another process, caches are cold.
            spent[name].append(things[name](times))
    first = spent[names[0]]
    return {name: _timing(taken, first, times) for name, taken in spent.items()}


def _timing(taken: list[Spent], first: list[Spent], times: int) -> Timing:
    figures: list[float] = []
    for which in (0, 1):
        figures.append(median(own[which] / times for own in taken))
        pairs = zip(taken, first, strict=True)
        figures.append(median(own[which] / max(base[which], 1e-9) for own, base in pairs))
    return Timing(*figures)
