"""Measure the names of the clients of all documents of the corpora, and write the results to `NAMES.md`.

    RESTAMP_CORPUS=... python -m tests.corpus.names [shares] [auto] [calls] [--only WORD ...] [--show KIND] [--vendors FOLDER] [--dry]

`shares` analyses each document with at least ten operations (`--only` those whose file holds a word), `auto` lists the style that each
gets, `calls` forty calls in both styles, beside those of the maps in `--vendors`. All three are written if none is named; `--dry` prints instead.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from restamp.config.model import NAMES
from restamp.names.paths.naming import name_calls
from restamp.names.paths.style import style_of

from ..routes import corpora, documents
from .page import auto_table, calls_tables, shares_table, write
from .samples import SAMPLES, samples_of
from .shares import Shares, shares_of

SECTIONS = ("shares", "auto", "calls")
FEWEST = 10


def main() -> None:
    arguments = _arguments()
    if not corpora():
        print("skipped: RESTAMP_CORPUS names no folder of documents")
        return
    sections: dict[str, str] = {}
    chosen = arguments.sections or SECTIONS
    if "shares" in chosen:
        sections["shares"] = _shares(arguments)
    if "auto" in chosen:
        verdicts = [
            (
                f"{folder.name}: {file}" if folder != corpora()[0] else file,
                len(listed),
                style_of(listed, name_calls(listed)),
            )
            for folder in corpora()
            for file, listed in documents(folder, FEWEST)
        ]
        sections["auto"] = auto_table(verdicts)
    if "calls" in chosen:
        samples = {vendor: samples_of(vendor, arguments.vendors) for vendor in SAMPLES}
        sections["calls"] = calls_tables({v: listed for v, listed in samples.items() if listed})
    if arguments.dry:
        print("\n\n".join(sections.values()))
    else:
        write(sections)


def _shares(arguments: argparse.Namespace) -> str:
    total, count = Shares(), 0
    for folder in corpora():
        for file, _ in documents(folder, FEWEST):
            if arguments.only and not any(word in file for word in arguments.only):
                continue
            shares = shares_of(folder / file, arguments.style)
            if shares is None:
                print(f"no client: {file}")
                continue
            total.update(shares)
            count += 1
            for name in shares.bad.get(arguments.show, []):
                print(f"{file}: {name}")
    return shares_table(total, count)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.names", description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[[], *SECTIONS], help="what to measure")
    parser.add_argument("--only", nargs="+", default=[], help="documents whose file holds a word")
    parser.add_argument("--show", default="", help="list the names of one kind")
    parser.add_argument("--vendors", type=Path, default=Path(), help="maps of further SDKs")
    parser.add_argument("--style", choices=NAMES, default="auto", help="the style of shares")
    parser.add_argument("--dry", action="store_true", help="print instead of writing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
