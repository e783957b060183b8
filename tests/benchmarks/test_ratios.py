"""The ratios of the benchmark, with room for a machine that has much else to do.

`make bench` measures them well; here is only seen that nothing has become several times as dear.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from .flat_bodies import calls, clients
from .operations import Operation, operations
from .pairs import Pair, async_pair, decoding_pair, sync_pair
from .rounds import batch, in_turn

CALL, DECODING, FIELDS = 2.0, 1.5, 1.5
LARGE = 10_000
"""Bytes from which on decoding is more than the few microseconds that finding the type takes."""

OPERATIONS = operations()
NAMES = [operation.name for operation in OPERATIONS]


def ratio(pair: Pair, bound: float) -> float:
    """The best of three tries: what is in the way passes, what is dear stays."""
    ratios: list[float] = []
    while len(ratios) < 3 and (not ratios or ratios[-1] > bound):
        ratios.append(in_turn(pair, 9)["generated"].ratio)
    return min(ratios)


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_a_call(operation: Operation) -> None:
    assert ratio(sync_pair(operation), CALL) <= CALL


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_an_asynchronous_call(operation: Operation) -> None:
    loop = asyncio.new_event_loop()
    try:
        assert ratio(async_pair(operation, loop), CALL) <= CALL
    finally:
        loop.close()


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_decoding(operation: Operation) -> None:
    bound = DECODING if len(operation.content) >= LARGE else 8.0
    assert ratio(decoding_pair(operation), bound) <= bound


def test_fields_of_a_body_as_arguments(tmp_path: Path) -> None:
    pair = calls(clients(tmp_path), 20, 20, only_requests=False)
    ratios = [
        in_turn({name: batch(call) for name, call in pair.items()}, 9)["arguments"].ratio
        for _ in range(3)
    ]
    assert min(ratios) <= FIELDS


def test_the_measure_itself() -> None:
    def once() -> None:
        sum(range(200))

    def thrice() -> None:
        for _ in range(3):
            once()

    pair = {"by hand": batch(once), "generated": batch(thrice)}
    assert 2 < ratio(pair, 4) < 4


def test_calls_that_differ_are_not_compared() -> None:
    one, other = OPERATIONS[0], OPERATIONS[2]
    with pytest.raises(AssertionError, match="is not"):
        sync_pair(
            Operation(
                one.name,
                one.package,
                one.method,
                one.path,
                other.answer,
                one.content,
                one.generated,
            )
        )
