"""What typed server-sent events cost: `python -m tests.benchmarks.events [--events N] [--rounds N]`.

The same events, decoded into the same model, by a generated client and by hand with the iterator of httpx2, from a
transport that has nothing to do.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
from pydantic import TypeAdapter

from restamp.pipeline import generate

from ..packages import client_of, write
from .rounds import batch, in_turn

DOCUMENT = """
openapi: 3.2.0
info: {title: Feed, version: "1"}
paths:
  /events:
    get:
      operationId: watch
      tags: [feed]
      responses:
        "200":
          description: Changes.
          content: {text/event-stream: {itemSchema: {$ref: "#/components/schemas/Change"}}}
components:
  schemas:
    Change: {type: object, required: [id, text], properties: {id: {type: integer}, text: {type: string}}}
"""


class Feed(httpx2.BaseTransport):
    """Responds with events, in chunks of 500."""

    def __init__(self, count: int) -> None:
        events = [f'id: {n}\ndata: {{"id": {n}, "text": "{n:050}"}}\n\n' for n in range(count)]
        parts = range(0, count, 500)
        self._chunks = ["".join(events[start : start + 500]).encode() for start in parts]

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        headers = {"Content-Type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, content=iter(self._chunks))


def ways(folder: Path, count: int) -> dict[str, Callable[[], object]]:
    """Reads all events by hand, and by the client."""
    (folder / "spec.yaml").write_text(DOCUMENT, "utf-8")
    write(generate(client_of(folder, "feed")).files, folder / "feed")
    sys.path.insert(0, str(folder))
    feed = import_module("feed")
    sys.path.remove(str(folder))
    transport = Feed(count)
    http = httpx2.Client(base_url="http://api.test", transport=transport)
    client = feed.Client(base_url="http://api.test", transport=transport)
    adapter = TypeAdapter(feed.models.Change)

    def by_hand() -> None:
        with http.stream("GET", "/events") as response:
            events = (adapter.validate_json(e.data) for e in httpx2.EventSource(response))
            _check(events, count)

    def generated() -> None:
        with client.feed.watch() as stream:
            _check(stream, count)

    return {"by hand": by_hand, "generated": generated}


def _check(changes: Iterator[Any], count: int) -> None:
    if sum(change.id for change in changes) != count * (count - 1) // 2:
        raise AssertionError("events are missing")


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__, prog="python -m tests.benchmarks.events")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pair = ways(Path(folder), options.events)
        timings = in_turn({name: batch(way) for name, way in pair.items()}, options.rounds)
    for name, timing in timings.items():
        micro = timing.seconds * 1e6 / options.events
        print(f"{name:>10}: {micro:.2f} µs an event, ratio {timing.ratio:.2f}")


if __name__ == "__main__":
    main()
