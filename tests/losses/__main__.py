"""Compare every document of a corpus with its client: `python -m tests.losses [--corpus DIR] [--sample N]`.

Ends with 1 where something is lost that no warning and no exception explains.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from .examining import Outcome, examine
from .exceptions import exceptions
from .packages import generator_digest


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.losses", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("RESTAMP_CORPUS"))
    parser.add_argument("--sample", type=int, default=1, help="every Nth document")
    parser.add_argument("--only", action="append", default=[], help="a part of the path")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "restamp-losses"
    )
    parser.add_argument("--all", action="store_true", help="list what is explained or refused, too")
    parser.add_argument("--out", type=Path, help="write every loss as JSON")
    options = parser.parse_args()
    if options.corpus is None:
        parser.error("--corpus or RESTAMP_CORPUS names a folder with documents")
    names = [one for one in documents(options.corpus) if all(w in one for w in options.only)]
    names = names[:: options.sample]
    generator_digest()  # Of what is imported here, should a file change meanwhile.
    work = partial(examine, corpus=options.corpus.resolve(), cache_folder=options.cache.resolve())
    outcomes = list[Outcome]()
    with multiprocessing.Pool(options.jobs, os.nice, (10,), maxtasksperchild=20) as pool:
        for outcome in pool.imap_unordered(work, names):
            outcomes.append(outcome)
            show(outcome, options.all)
    if options.out is not None:
        options.out.write_text(json.dumps([_row(outcome) for outcome in outcomes], indent=1))
    return summary(outcomes)


def documents(corpus: Path) -> list[str]:
    """Those of its index.json, else all there are; small ones first, where a loss is the easiest to see."""
    index = corpus / "index.json"
    if index.is_file():
        names = [entry["file"] for entry in json.loads(index.read_text("utf-8"))]
    else:
        paths = (path for path in corpus.rglob("*") if path.suffix in (".yaml", ".yml", ".json"))
        names = [path.relative_to(corpus).as_posix() for path in sorted(paths)]
    return sorted(names, key=lambda name: (corpus / name).stat().st_size)


def show(outcome: Outcome, everything: bool) -> None:
    """Print what was lost of a document."""
    if outcome.broken:
        print(f"{outcome.document}: BROKEN\n{outcome.broken}", flush=True)
    if outcome.refused and everything:
        print(f"{outcome.document}: refused: {outcome.refused}", flush=True)
    for loss in outcome.losses:
        reason = loss.explained or exceptions().covers(outcome.document, loss)
        if everything or not reason:
            shown = f" [{reason}]" if reason else ""
            print(f"{outcome.document} {loss.place}: {loss.kind}: {loss.detail}{shown}", flush=True)


def _row(outcome: Outcome) -> dict[str, object]:
    return vars(outcome) | {"losses": [vars(loss) for loss in outcome.losses]}


def summary(outcomes: list[Outcome]) -> int:
    """Print the counts; 1 where there is a loss without a reason."""
    total: Counter[str] = Counter()
    for outcome in outcomes:
        total.update(outcome.counts)
        for loss in outcome.losses:
            excepted = exceptions().covers(outcome.document, loss)
            total["explained" if loss.explained else "excepted" if excepted else "LOST"] += 1
    refused = sum(1 for outcome in outcomes if outcome.refused)
    broken = sum(1 for outcome in outcomes if outcome.broken)
    print(f"documents {len(outcomes)}, of these refused {refused}, broken {broken}")
    print(", ".join(f"{what} {count:,}" for what, count in sorted(total.items())))
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU {children.ru_utime + children.ru_stime:.0f} s")
    return 1 if broken or total["LOST"] else 0


if __name__ == "__main__":
    sys.exit(main())
