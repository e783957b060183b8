"""The command: `python -m tests.autorest [--server DIR] [--keep DIR] [document...]`, which is `make autorest`.

Generates clients from the Swagger 2.0 documents of the AutoRest test server (MIT) and makes the calls that its coverage
report asks for. Needs Node.js 18 and npm, which installs the server into DIR (default: ~/.cache/restamp/autorest) on the
first run. The server listens on loopback only. Where `unshare` can create one, the clients and the server run in a
network namespace of their own, which has no other interface.

Prints a line for each document, and a reason for each key that does not pass. Ends with 1 if a key fails that the tables
do not list as unsupported, or passes although they do.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .clients import generated
from .documents import all_tables
from .driving import Driver
from .namespace import raise_loopback
from .server import Server, installed, running
from .table import Table

CACHE = Path.home() / ".cache" / "restamp" / "autorest"
INSIDE = "--inside"


def main() -> int:
    """Make the calls of all documents, or of those with the given names."""
    parser = argparse.ArgumentParser(prog="python -m tests.autorest")
    parser.add_argument("--server", type=Path, default=CACHE, metavar="DIR")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep packages and logs there")
    parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("documents", nargs="*")
    arguments = parser.parse_args()
    package = installed(arguments.server)
    if arguments.inside:
        raise_loopback()
    elif _has_namespaces():
        command = ["unshare", "--net", "--map-root-user", sys.executable, "-m", "tests.autorest"]
        return subprocess.call([*command, INSIDE, *sys.argv[1:]])
    logging.disable(logging.WARNING)  # every drift is also logged
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        return _run(package, folder, arguments.documents)


def _has_namespaces() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return subprocess.call(["unshare", "--net", "--map-root-user", "true"]) == os.EX_OK


def _run(package: Path, folder: Path, documents: list[str]) -> int:
    chosen = [t for t in all_tables() if not documents or t.document in documents]
    print("| document | calls | keys | passed |\n| --- | ---: | ---: | ---: |")
    reasons: list[str] = []
    unexpected: list[str] = []
    listed: set[str] = set()
    failing: set[str] = set()
    with running(package, folder) as server:
        for table in chosen:
            keys = {key for call in table.calls for key in call.keys} | {*table.unsupported}
            by_prefix = {
                key: reason
                for prefix, reason in table.prefixes.items()
                for key in server.counts()
                if key.startswith(prefix) and key not in keys
            }
            keys |= by_prefix.keys()
            unsupported = {**table.unsupported, **by_prefix}
            problems = _problems(table, keys, package, folder, server)
            passed = len(keys) - len(problems)
            print(f"| {table.document} | {len(table.calls)} | {len(keys)} | {passed} |", flush=True)
            failing |= problems.keys()
            listed |= keys
            for key, problem in sorted(problems.items()):
                reason = unsupported.get(key)
                reasons.append(f"{table.document}: {key}: {reason or problem}")
                if reason is None:
                    unexpected.append(f"{table.document}: {key}: {problem}")
            unexpected += [
                f"{table.document}: {key}: passes, but is listed as unsupported"
                for key in sorted(unsupported.keys() - problems.keys())
            ]
        counted = {*server.counts()}
    if not documents:
        unexpected += [f"{key}: in no table" for key in sorted(counted - listed)]
    keys = listed if documents else listed | counted
    print(f"\n{len(keys & listed - failing)} of {len(keys)} keys passed\n")
    print("\n".join(reasons))
    print("\nUnexpected:\n" + "\n".join(unexpected) if unexpected else "")
    return 1 if unexpected else 0


def _problems(
    table: Table, keys: set[str], package: Path, folder: Path, server: Server
) -> dict[str, str]:
    """The keys that do not pass, with what happens instead."""
    try:
        package_of_document = generated(package / "swagger", table.document, folder)
    except ValueError as error:
        return dict.fromkeys(keys, f"the client is not generated: {error}")
    server.clear()
    driver = Driver(package_of_document, server.url, table)
    problems: dict[str, str] = {}
    for call in table.calls:
        problem = driver.problem(call)
        if problem:
            problems |= {key: problem for key in call.keys if key not in problems}
    driver.close()
    counts = server.counts()
    for key in keys - problems.keys():
        if not counts.get(key):
            problems[key] = "the server does not count the request as right"
    return problems


if __name__ == "__main__":
    raise SystemExit(main())
