"""The long run: `RESTAMP_CORPUS=folder python -m tests.oracle [document...]`, which is `make oracle`.

`swagger` instead of documents are all of the corpus of Swagger 2.0, with fewer cases.

Prints the table of README.md in Markdown; ends with 1 where a disagreement is not explained.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import process_time

from .documents import OTHERS, OWN, SWAGGER, every_swagger, is_there, operations_of, specimen
from .examining import examined

CASES = 400
"""Of a document, at least; more where it has many operations."""
ALL = "swagger"
"""Stands for all documents of the corpus of Swagger 2.0."""
FEWEST = 5
"""Of an operation."""


def main(names: list[str]) -> int:
    """Examine documents whole."""
    logging.disable(logging.WARNING)  # openapi-core says where its reading of `allOf` fails
    print("| document | operations | cases | requests | agreed | explained | unexplained | CPU s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    explained: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    undrawn: Counter[str] = Counter()
    left: list[str] = []
    cases = 20 if names == [ALL] else CASES
    names = [*every_swagger()] if names == [ALL] else names
    for name in names or [*OWN, *OTHERS, *SWAGGER]:
        if not is_there(name):
            print(f"| {name} | not in RESTAMP_CORPUS | | | | | | |")
            continue
        started = process_time()
        with tempfile.TemporaryDirectory() as folder:
            try:
                one = specimen(name, Path(folder), None)
                every = len(list(operations_of(one.tree)))
                tally = examined(one, max(FEWEST, -(-cases // every)), seed=1)
            except Exception as error:
                left.append(f"{name}: not examined: {type(error).__name__}: {error}")
                continue
        print(
            f"| {name} | {every:,} | {tally.cases:,} | {tally.requests:,} | {tally.agreed:,} "
            f"| {tally.explained.total():,} | {len(tally.unexplained):,} | {process_time() - started:.0f} |",
            flush=True,
        )
        explained += tally.explained
        rules += tally.rules
        undrawn += tally.undrawn
        left += [f"{name}: {text}" for text in tally.unexplained]
        left += [f"{name}: {text}" for text in tally.not_drawn]
    print("\nExplained:", dict(explained), "\nRules:", dict(rules), "\nNot drawn:", dict(undrawn))
    print("\n".join(left))
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
