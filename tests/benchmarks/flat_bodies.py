"""What the fields of a body cost as arguments: `python -m tests.benchmarks.flat_bodies [--rounds N]`.

Two packages of one document, with both kinds of bodies, make the same calls through a transport that has nothing to do.
All are timed in turn; a ratio is that of a call with arguments to one with a dict.
"""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2

from restamp.config.model import BODIES
from restamp.pipeline import generate

from ..packages import client_of, write
from .rounds import batch, in_turn

SIZES = (1, 5, 20, 60)
"""Numbers of fields."""
NO_CONTENT = httpx2.MockTransport(lambda request: httpx2.Response(204))


def document() -> dict[str, Any]:
    """An operation for each number of fields, the first of which is required."""
    paths: dict[str, Any] = {}
    for size in SIZES:
        properties = {f"field{number}": {"type": "string"} for number in range(size)}
        schema = {"type": "object", "required": ["field0"], "properties": properties}
        paths[f"/of{size}"] = {
            "post": {
                "operationId": f"of{size}",
                "tags": ["fields"],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": schema}},
                },
                "responses": {"204": {"description": ""}},
            }
        }
    return {"openapi": "3.1.0", "info": {"title": "Fields", "version": "1"}, "paths": paths}


def clients(folder: Path) -> dict[str, Any]:
    """A client by kind of bodies."""
    (folder / "spec.json").write_text(json.dumps(document()), "utf-8")
    sys.path.insert(0, str(folder))
    by_kind: dict[str, Any] = {}
    for bodies in BODIES:
        name = f"fields_{bodies}"
        config = replace(client_of(folder, name), bodies=bodies)
        write(generate(config).files, folder / name)
        module = import_module(name)
        by_kind[bodies] = module.Client(base_url="http://api.test", transport=NO_CONTENT)
    sys.path.remove(str(folder))
    return by_kind


def calls(
    clients: dict[str, Any], size: int, passed: int, *, only_requests: bool
) -> dict[str, Callable[[], object]]:
    """The same call with a dict and with arguments, `passed` of `size` fields."""
    # Names in the source of a call are interned, and found faster.
    values = {sys.intern(f"field{number}"): "value" for number in range(passed)}
    whole = getattr(clients["objects"].fields, f"of{size}")
    flat = getattr(clients["arguments"].fields, f"of{size}")
    if only_requests:
        whole, flat = whole.request, flat.request
    return {"objects": lambda: whole({**values}), "arguments": lambda: flat(**values)}


def rows(folder: Path, rounds: int) -> Iterator[tuple[str, ...]]:
    """The table."""
    both = clients(folder)
    yield "fields", "passed", "what", "dict, µs", "arguments, µs", "ratio"
    for size in SIZES:
        for passed in sorted({1, size}):
            for what in ("request", "call"):
                pair = calls(both, size, passed, only_requests=what == "request")
                timings = in_turn({name: batch(call) for name, call in pair.items()}, rounds)
                times = [f"{timing.seconds * 1e6:.1f}" for timing in timings.values()]
                yield str(size), str(passed), what, *times, f"{timings['arguments'].ratio:.2f}"


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__, prog="python -m tests.benchmarks.flat_bodies")
    parser.add_argument("--rounds", type=int, default=31)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder), options.rounds):
            print("".join(f"{cell:>14}" for cell in row))


if __name__ == "__main__":
    main()
