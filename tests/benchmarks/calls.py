"""What a call costs: `python -m tests.benchmarks.calls [--cache DIR] [--rounds N] [--no-peers]`.

All figures come of one run in which the things compared take turns. A ratio is the median over the
rounds of the ratio within a round, so that it holds where the machine's speed drifts; microseconds
are medians, and only good for this machine.

Time is the processor's, of the process that calls: a server that waits, or a neighbour on the same
machine, would hide what a client costs. On loopback, where a server in another process answers
without thinking, the ratio by the clock is there too; it means something on a quiet machine only.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "generated"))

from .operations import Operation, operations
from .pairs import Pair, async_pair, decoding_pair, sync_pair
from .peers import PEERS, Peer
from .rounds import Timing, in_turn
from .server import serving

CALL, DECODING = 1.25, 1.05
"""The bounds of the two ratios."""

Row = tuple[str, ...]
PREFIXES = {"blink": "/api/v1", "tracecat": "/api"}


def main() -> None:
    """Prints three tables."""
    parser = ArgumentParser(description=__doc__, prog="python -m tests.benchmarks.calls")
    parser.add_argument("--cache", type=Path, help="keeps the peers' environments")
    parser.add_argument("--rounds", type=int, default=61)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        os.environ.pop(name, None)
        os.environ.pop(name.lower(), None)
    measured = operations()
    bodies = {PREFIXES[o.package.__name__] + o.path: o.content for o in measured}
    with ExitStack() as stack:
        url = stack.enter_context(serving(bodies))
        show(
            f"A call, by hand and generated (at most {CALL})", calls(measured, url, options.rounds)
        )
        title = f"Decoding: TypeAdapter.validate_json and Response.value (at most {DECODING})"
        show(title, decoding(measured, options.rounds))
        if not options.no_peers:
            cache = options.cache or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            started = [stack.enter_context(peer.started(cache, url)) for peer in PEERS]
            rows = beside(measured, url, started, options.rounds)
            show("Generated clients beside each other (loopback, sync)", rows)


def calls(measured: Iterable[Operation], url: str, rounds: int) -> Iterator[Row]:
    """Each call, in process and on loopback, by both clients."""
    yield "operation", "bytes", "way", "by hand, µs", "generated, µs", "ratio", "by the clock"
    loop = asyncio.new_event_loop()
    for operation in measured:
        there = url + PREFIXES[operation.package.__name__]
        pairs: dict[str, Pair] = {
            "in process, sync": sync_pair(operation),
            "in process, async": async_pair(operation, loop),
            "loopback, sync": sync_pair(operation, there),
            "loopback, async": async_pair(operation, loop, there),
        }
        for way, pair in pairs.items():
            yield operation.name, str(len(operation.content)), way, *compared(pair, rounds)


def decoding(measured: Iterable[Operation], rounds: int) -> Iterator[Row]:
    """Each answer."""
    yield "operation", "bytes", "validate_json, µs", "value, µs", "ratio", "by the clock"
    for operation in measured:
        pair = decoding_pair(operation)
        yield operation.name, str(len(operation.content)), *compared(pair, rounds)


def compared(pair: Pair, rounds: int) -> Row:
    """Microseconds of both, and the ratios."""
    by_hand, generated = in_turn(pair, rounds).values()
    ratios = f"{generated.ratio:.2f}", f"{generated.clock_ratio:.2f}"
    return micro(by_hand), micro(generated), *ratios


def beside(
    measured: Iterable[Operation], url: str, peers: Iterable[Peer], rounds: int
) -> Iterator[Row]:
    """Every client's call against the same by hand: on httpx2, and on what it uses itself."""
    yield "operation", "client", "µs", "to httpx2 + pydantic", "on its own, µs", "to its own"
    ready = [peer for peer in peers if peer.version]
    for operation in measured:
        if operation.package.__name__ != "blink":
            continue
        name = operation.name.removeprefix("blink: ")
        things = dict(sync_pair(operation, url + PREFIXES["blink"]))
        for peer in ready:
            things |= {peer.name: peer.batch(name, "client")}
            things |= {f"by hand, {peer.name}": peer.batch(name, "hand")}
        durations = in_turn(things, rounds)
        hand, ours = durations["by hand"], durations["generated"]
        yield name, "by hand (httpx2, pydantic)", micro(hand), "1.00", micro(hand), "1.00"
        yield name, "restamp", micro(ours), f"{ours.ratio:.2f}", micro(hand), f"{ours.ratio:.2f}"
        for peer in ready:
            its, base = durations[peer.name], durations[f"by hand, {peer.name}"]
            ratio = f"{its.ratio / base.ratio:.2f}"
            yield name, peer.version, micro(its), f"{its.ratio:.2f}", micro(base), ratio
    for peer in peers:
        if not peer.version:
            yield "(not measured)", f"{peer.name}: {peer.reason}"


def micro(timing: Timing) -> str:
    """Microseconds."""
    return (
        f"{timing.seconds * 1e6:,.0f}" if timing.seconds > 5e-5 else f"{timing.seconds * 1e6:.1f}"
    )


def show(title: str, rows: Iterable[Row]) -> None:
    """A table in Markdown, line by line as it is measured."""
    print(f"\n{title}\n")
    for number, row in enumerate(rows):
        print("|", " | ".join(row), "|", flush=True)
        if number == 0:
            print("|", " | ".join("---" for _ in row), "|")


if __name__ == "__main__":
    main()
