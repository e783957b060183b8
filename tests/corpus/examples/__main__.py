"""Decode every example of every document under $RESTAMP_CORPUS, and encode it back.

    RESTAMP_CORPUS=... python -m tests.corpus.examples [--invent] [--sample] [--only WORD ...]
                                                       [--failures] [--json FILE]

from the top of the repository; the smallest documents come first, each in a process of its own.
`--invent` adds values made up to fit each schema, `--sample` takes a fixed few documents. The status
is 1 where a value that its schema allows fails in a way that `known` does not list.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ...packages import client_of
from .known import SAMPLE, reason
from .probe import probe

COLUMNS = (
    "examples", "not allowed", "not judged", "not in the client",
    "allowed", "decoded", "round trips", "unknown variants",
)  # fmt: skip
SOURCES = ("given", "property", "invented")
SECONDS = 900


def main() -> int:
    arguments = _arguments()
    corpus = Path(os.environ["RESTAMP_CORPUS"])
    index: list[dict[str, Any]] = json.loads((corpus / "index.json").read_text("utf-8"))
    index.sort(key=lambda entry: (entry["bytes"], entry["file"]))
    files = [entry["file"] for entry in index]
    if arguments.sample:
        files = [file for file in files if file in SAMPLE]
    if arguments.only:
        files = [file for file in files if any(word in file for word in arguments.only)]
    rows = [_row(file, corpus, arguments) for file in files]
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1))
    _show(rows)
    return int(any(not reason(cause, more) for row in rows for cause, _, more in row["failures"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.examples", description=__doc__)
    parser.add_argument("--only", nargs="+", help="documents whose name holds one of these words")
    parser.add_argument("--sample", action="store_true", help="a fixed few documents")
    parser.add_argument("--invent", action="store_true", help="also values made up to fit")
    parser.add_argument("--failures", action="store_true", help="show each failure as it comes")
    parser.add_argument("--json", type=Path, help="write all outcomes to a file")
    return parser.parse_args()


def _row(file: str, corpus: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(file, corpus, arguments.invent, sender))
    child.start()
    sender.close()
    row: dict[str, Any] = {"counts": {}, "failures": [["crash", "", "no end"]]}
    try:
        if receiver.poll(SECONDS):
            row = receiver.recv()
    except EOFError:
        row["failures"] = [["crash", "", "the process died"]]
    child.kill()
    child.join()
    for cause, at, more in row["failures"] if arguments.failures else ():
        if reason(cause, more):
            continue
        print(f"{file}{at}\n    {cause}: {more}", flush=True)
    return {"file": file, **row}


def _child(file: str, corpus: Path, invent: bool, sender: Any) -> None:
    sys.setrecursionlimit(3000)
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    config = client_of(corpus, spec=file)
    try:
        outcome = probe(config, invent=invent)
        sender.send({"counts": dict(outcome.counts), "failures": outcome.failures})
    except Exception as error:
        message = f"{type(error).__name__}: {error}"[:300]
        sender.send({"counts": {}, "failures": [("crash", "", message)]})


def _show(rows: list[dict[str, Any]]) -> None:
    total = Counter[str]()
    causes: dict[str, list[str]] = {}
    for row in rows:
        total.update(row["counts"])
        for cause, at, more in row["failures"]:
            why = reason(cause, more)
            shown = f"{cause} (known: {why})" if why else cause
            causes.setdefault(shown, []).append(row["file"] + at)
    withs = sum(bool(row["counts"]) for row in rows)
    print(f"documents {len(rows)}, with examples {withs}")
    print(f"{'':>20}" + "".join(f"{source:>10}" for source in SOURCES))
    for column in COLUMNS:
        figures = (total[f"{source}: {column}"] for source in SOURCES)
        print(f"{column:>20}" + "".join(f"{figure:10}" for figure in figures))
    for cause, places in sorted(causes.items(), key=lambda item: -len(item[1])):
        print(f"{len(places):6} {cause}   e.g. {places[0]}")


if __name__ == "__main__":
    sys.exit(main())
