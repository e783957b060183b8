"""What a generation costs: `python -m tests.benchmarks.generate [--cache DIR] [--rounds N] [--only WORD] [--no-peers]`.

Prints tables in Markdown: generations of documents of several sizes beside openapi-python-client and openapi-generator,
runs of Restamp that have less to do, the start of each command, and one profile by stage. Needs `RESTAMP_CORPUS`.

Seconds are CPU seconds of the whole process and its children, as medians of all rounds; megabytes are the most that
its largest process held. The tools alternate within a round, and a ratio is the median of the ratios of all rounds, so
that it is valid where the speed of the machine changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median

from .generate_documents import documents, edited
from .generate_tools import Tool, tools
from .processes import CommandError, Usage

Row = Sequence[str]
Runs = Mapping[str, Callable[[], Usage]]
CHANGED = "GitHub"
"""The document that is changed."""


def main() -> None:
    """Print all tables."""
    parser = ArgumentParser(description=__doc__, prog="python -m tests.benchmarks.generate")
    parser.add_argument("--cache", type=Path, help="keeps the environments of the other generators")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", metavar="WORD", help="documents with this word")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["RESTAMP_CACHE_DIR"] = str(folder / "cache")
        make = [sys.executable, "-m", "tests.benchmarks.generate_documents", str(folder)]
        subprocess.run(make, check=True)
        installed = _installed(options, folder)
        all_files = documents(folder)
        _warm(installed, next(iter(all_files.values())), folder)
        files = {n: f for n, f in all_files.items() if options.only.lower() in n.lower()}
        show("Cold", cold(installed, files, folder, options.rounds))
        if CHANGED in files:
            show(f"Again, {CHANGED}", again(installed[0], files[CHANGED], folder, options.rounds))
        show("Start", start(installed, next(iter(files.values())), folder, options.rounds))
        for name in [name for name in dict.fromkeys((*list(files)[:1], CHANGED)) if name in files]:
            show(f"Stages, {name}", stages(files[name], folder))


def _installed(options: Namespace, folder: Path) -> list[Tool]:
    chosen = list(tools()[: 1 if options.no_peers else None])
    for tool in chosen:
        tool.install((options.cache or folder).resolve())
    return chosen


def _warm(chosen: Iterable[Tool], document: Path, folder: Path) -> None:
    """Run each tool once, so that its modules are compiled."""
    for tool in chosen:
        with suppress(CommandError):
            _cold_run(tool, document, folder)()


def cold(
    chosen: Iterable[Tool], files: Mapping[str, Path], folder: Path, rounds: int
) -> Iterator[Row]:
    """Generations into a new folder, with an empty cache."""
    yield "document", "generator", "CPU s", "MB", "Restamp relative to it"
    for name, document in files.items():
        runs = {tool.name: _cold_run(tool, document, folder) for tool in chosen}
        for tool, figures in in_turn(runs, rounds, inverse=True):
            yield name, tool, *figures


def _cold_run(tool: Tool, document: Path, folder: Path) -> Callable[[], Usage]:
    def run() -> Usage:
        if tool.reason:
            raise CommandError(tool.reason)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            shutil.rmtree(folder / "cache", ignore_errors=True)
            return tool.generate(document, Path(place) / "client")

    return run


def again(restamp: Tool, document: Path, folder: Path, rounds: int) -> Iterator[Row]:
    """Runs for a package that is there, each after a run with the unchanged document."""
    yield "change", "CPU s", "MB", "ratio to cold"
    place, saved = folder / "work", folder / "saved"
    place.mkdir()
    shutil.rmtree(folder / "cache", ignore_errors=True)
    source, package = place / "document.json", place / "client"
    shutil.copy(document, source)
    restamp.generate(source, package)
    saved.mkdir()
    for name in ("work", "cache"):
        shutil.copytree(folder / name, saved / name)

    def changed(version: Path) -> Callable[[], Usage]:
        def run() -> Usage:
            for name in ("work", "cache"):
                shutil.rmtree(folder / name, ignore_errors=True)
                shutil.copytree(saved / name, folder / name)
            shutil.copy(version, source)
            return restamp.generate(source, package)

        return run

    runs = {"cold": _cold_run(restamp, document, folder), "nothing": changed(document)}
    runs |= {name: changed(version) for name, version in edited(folder).items()}
    for name, figures in in_turn(runs, rounds):
        yield name, *figures


def start(chosen: Sequence[Tool], document: Path, folder: Path, rounds: int) -> Iterator[Row]:
    """Commands that do nothing."""
    yield "command", "CPU s", "MB", "ratio"
    restamp, *others = chosen
    package = folder / "start" / "client"
    package.parent.mkdir()
    restamp.generate(document, package)
    python = Tool("python", "", "python", restamp.arguments, ("-c", "pass"))
    runs = {
        "restamp --version": lambda: restamp.start(folder),
        "restamp generate, nothing to do": lambda: restamp.generate(document, package),
        "python -c pass": lambda: python.start(folder),
    }
    runs |= {f"{one.binary} {' '.join(one.version)}": _started(one, folder) for one in others}
    for name, figures in in_turn(runs, rounds):
        yield name, *figures


def _started(tool: Tool, folder: Path) -> Callable[[], Usage]:
    return lambda: tool.start(folder)


def stages(document: Path, folder: Path) -> Iterator[Row]:
    """Where one cold generation spends its time."""
    yield "stage", "CPU s", "share"
    with tempfile.TemporaryDirectory(dir=folder) as place:
        command = [sys.executable, "-m", "tests.benchmarks.generate_stages", "generate", "--quiet"]
        command += ["--no-cache", "--spec", str(document), "--output", f"{place}/client"]
        output = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    for line in output.splitlines():
        yield [cell.strip() for cell in line.strip("|").split("|")]


def in_turn(runs: Runs, rounds: int, *, inverse: bool = False) -> Iterator[tuple[str, Row]]:
    """Seconds, megabytes and the ratio to the first of each run, or the inverse; one that fails is not repeated."""
    usages: dict[str, list[Usage]] = {name: [] for name in runs}
    reasons: dict[str, str] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            if name not in reasons:
                try:
                    usages[name].append(run())
                except CommandError as error:
                    reasons[name] = str(error)
    first = next(iter(usages.values()))
    for name, used in usages.items():
        if name in reasons:
            yield name, ("failed", "", reasons[name].replace("|", "/"))
            continue
        ratio = median(own.seconds / base.seconds for own, base in zip(used, first, strict=False))
        ratio = 1 / ratio if inverse else ratio
        seconds, megabytes = (
            median(getattr(one, what) for one in used) for what in Usage.__slots__
        )
        yield name, (f"{seconds:.2f}", f"{megabytes:.0f}", f"{ratio:.2f}")


def show(title: str, rows: Iterable[Row]) -> None:
    """Print a table in Markdown, line by line as it is measured."""
    print(f"\n{title}\n")
    for number, row in enumerate(rows):
        print("|", " | ".join(row), "|", flush=True)
        if number == 0:
            print("|", " | ".join("---" for _ in row), "|")


if __name__ == "__main__":
    main()
