"""Times things in turn, so that a machine whose speed drifts slows all of them alike."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Clock = Callable[[], float]
Batch = Callable[[int], float]
"""Does a thing some number of times; the seconds that this took."""

LONG = 0.005
"""Seconds that a batch should take: long beside the clock, short beside a drift."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What came of one thing."""

    seconds: float
    """For doing it once, the median of all rounds."""
    ratio: float
    """To the first thing, the median of the ratios within each round."""


def batch(thing: Callable[[], object], clock: Clock = perf_counter) -> Batch:
    """Batches of a function."""

    def run(times: int) -> float:
        start = clock()
        for _ in range(times):
            thing()
        return clock() - start

    return run


def async_batch(
    thing: Callable[[], Awaitable[object]], loop: AbstractEventLoop, clock: Clock = perf_counter
) -> Batch:
    """Batches of an asynchronous function; what it costs to start the loop is not counted."""

    async def run(times: int) -> float:
        start = clock()
        for _ in range(times):
            await thing()
        return clock() - start

    return lambda times: loop.run_until_complete(run(times))


def in_turn(things: Mapping[str, Batch], rounds: int) -> dict[str, Timing]:
    """The timings of things, the first of which is what the others are compared with.

    Every round does each of them, in an order that turns about.
    """
    names = list(things)
    for name in names:
        things[name](3)
    once = things[names[0]](5) / 5
    times = max(1, round(LONG / max(once, 1e-7)))
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 else reversed(names):
            seconds[name].append(things[name](times) / times)
    first = seconds[names[0]]
    return {
        name: Timing(
            median(taken), median(own / base for own, base in zip(taken, first, strict=True))
        )
        for name, taken in seconds.items()
    }
