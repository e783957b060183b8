"""What mypy says of an old caller with a new client, held against what the difference says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from restamp.api_diff.changes.aliases import inlined_aliases
from restamp.api_diff.changes.comparing import difference
from restamp.api_diff.changes.findings import Difference, Finding, Level
from restamp.api_diff.surface.reading import surface_of
from restamp.api_diff.surface.surface import Surface
from restamp.diagnostics.model import Diagnostics
from restamp.emit.files import files_of
from restamp.names.pins.locked import LockedNames
from restamp.names.table import NameTable
from restamp.pipeline import NO_LOCK, Analysis, analyze
from restamp.python.calls.kinds import CALL_VARIANTS
from restamp.runtime.modules import FOLDER
from restamp.runtime.source import runtime_texts

from ..packages import client_of
from .caller import Caller, caller_of

PACKAGE = "client"
ERROR = re.compile(r"caller\.py:(\d+)(?::\d+)?: error: (.*)")
QUOTED = re.compile(r'"([^"]*)"')
UNEXPECTED = "Unexpected keyword argument"
NEEDED = frozenset({"field-added", "field-required"})
ARITY = re.compile(r"Too (many|few)|Missing positional|No overload|gets multiple values")


@dataclass(frozen=True, slots=True)
class CheckerError:
    """One error that mypy found in the caller."""

    line: int
    symbol: str
    message: str
    is_test: bool = False
    """Whether only a test has such a line."""

    @property
    def names(self) -> list[str]:
        """What it has in quotes."""
        return QUOTED.findall(self.message)


@dataclass(slots=True)
class Judgement:
    """One pair, judged."""

    difference: Difference
    errors: list[CheckerError]
    unexplained: list[CheckerError] = field(default_factory=list[CheckerError])
    """Errors of who calls and reads that no breaking finding tells of: a false "harmless"."""
    unforetold: list[CheckerError] = field(default_factory=list[CheckerError])
    """Errors of tests that no finding says to be breaking, for tests at least."""
    unconfirmed: list[Finding] = field(default_factory=list[Finding])
    """Breaking findings, of those a type checker can see, of which mypy says nothing."""
    unseen: list[Finding] = field(default_factory=list[Finding])
    """What is breaking for tests, and mypy says nothing of."""
    lost: list[str] = field(default_factory=list[str])
    """What survives under another name."""

    @property
    def visible(self) -> list[Finding]:
        """The breaking findings that type checkers can see."""
        return [f for f in self.difference.breaking if f.seen_by_checkers]


def understand(document: Path, locked: LockedNames = NO_LOCK) -> Analysis:
    """A document, with the names of another."""
    diagnostics = Diagnostics()
    config = client_of(document.parent, PACKAGE, document.name)
    analysis = analyze(config, diagnostics, locked)
    assert analysis is not None and not diagnostics.failed, [*diagnostics]
    return analysis


def judge(old: Path, new: Path, folder: Path, cache: Path) -> Judgement:
    """Compare two documents, and ask mypy about a caller of the old one's client; `cache` is mypy's."""
    before = understand(old)
    pins = before.subject.names.pins(before.subject.api, before.places)
    after = understand(new, LockedNames(pins, before.places.shapes, style=before.style))
    surface, later = surface_of(before.subject), surface_of(after.subject)
    caller = caller_of(surface, PACKAGE, fakes_of(before), inlined_aliases(surface, later))
    write(before, folder / "old")
    write(after, folder / "new")
    for side in ("old", "new"):
        (folder / side / "caller.py").write_text(caller.text)
    wrong = mypy(folder / "old", caller, cache)
    assert not wrong, [f"{error.line}: {error.message}" for error in wrong[:20]]
    judgement = Judgement(difference(surface, later), mypy(folder / "new", caller, cache))
    _confront(judgement, _same(later) | _same(surface))
    judgement.lost = lost(before.subject.names, after.subject.names)
    return judgement


def fakes_of(analysis: Analysis) -> dict[str, str]:
    """How a test gets at the fake of each operation, by the symbol of the call."""
    names = analysis.subject.names
    return {
        f"client.{group.attribute}.{names.methods[id_]}": f"fake.{group.fake}.{names.methods[id_]}"
        for id_, group in names.groups.items()
    }


def lost(old: NameTable, new: NameTable) -> list[str]:
    """What both documents have, and what is not called as it was."""
    tables = ("types", "dicts", "fields", "members", "functions", "methods", "parameters")
    pairs = [(getattr(old, table), getattr(new, table)) for table in tables]
    groups = [{id_: group.attribute for id_, group in t.groups.items()} for t in (old, new)]
    credentials = [{name: c.arguments for name, c in t.credentials.items()} for t in (old, new)]
    return [
        f"{key}: {name} -> {after[key]}"
        for before, after in (*pairs, groups, credentials)
        for key, name in before.items()
        if after.get(key, name) != name
    ]


def write(analysis: Analysis, folder: Path) -> None:
    """The package, in a folder, with all of the runtime: the caller of the old one imports from it."""
    runtime = {f"{FOLDER}/{module}.py": text for module, text in runtime_texts().items()}
    files = files_of(analysis.subject, None, Diagnostics()).files
    for path, text in (runtime | files).items():
        (folder / PACKAGE / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / PACKAGE / path).write_text(text)


def mypy(folder: Path, caller: Caller, cache: Path) -> list[CheckerError]:
    """What mypy says of the caller in a folder, with the package beside it."""
    flags = ["--strict", "--no-error-summary", "--hide-error-context"]
    flags += ["--python-version=3.11", f"--cache-dir={cache}"]
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", *flags, "caller.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stdout[-2000:] + ran.stderr[-2000:]
    matches = filter(None, map(ERROR.match, ran.stdout.splitlines()))
    return [
        CheckerError(int(m[1]), caller.symbol(int(m[1])), m[2], int(m[1]) in caller.tests)
        for m in matches
    ]


def _confront(judgement: Judgement, same: Mapping[str, str]) -> None:
    breaking = _symbols(judgement.difference, Level.BREAKING)
    of_tests = _symbols(judgement.difference, Level.BREAKING, Level.TESTS)
    confirmed: set[Finding] = set()
    needed = [f for f in judgement.difference.findings if f.kind in NEEDED]
    for error in judgement.errors:
        foretold = of_tests if error.is_test else breaking
        about = {symbol for each in _about(error) for symbol in _chain(each, same)}
        if ARITY.search(error.message):
            call = error.symbol.partition("(")[0]
            about |= {symbol for symbol in foretold if symbol.startswith(f"{call}(")}
        if UNEXPECTED in error.message:
            # mypy then says nothing of the fields that are missing.
            confirmed |= {f for f in needed if f.symbol.startswith(f"{error.symbol}.")}
        if about & foretold.keys():
            confirmed.update(*(foretold[symbol] for symbol in about & foretold.keys()))
        else:
            (judgement.unforetold if error.is_test else judgement.unexplained).append(error)
    judgement.unconfirmed = [f for f in judgement.visible if f not in confirmed]
    judgement.unseen = [f for f in judgement.difference.of(Level.TESTS) if f not in confirmed]


def _symbols(difference: Difference, *levels: Level) -> dict[str, list[Finding]]:
    """The findings of some levels, by all symbols that they are about."""
    findings: dict[str, list[Finding]] = {}
    for finding in difference.findings:
        if finding.level in levels:
            for symbol in (finding.symbol, *finding.also):
                findings.setdefault(symbol, []).append(finding)
    return findings


def _chain(symbol: str, same: Mapping[str, str]) -> Iterator[str]:
    yield symbol
    while symbol in same:
        symbol = same[symbol]
        yield symbol


def _about(error: CheckerError) -> Iterator[str]:
    """The symbols that an error may be about."""
    symbol = error.symbol
    yield symbol
    if symbol.startswith("errors."):
        yield "errors.StatusError.error"
    owner = symbol.removesuffix("()")
    for way in CALL_VARIANTS:
        yield owner.removesuffix(way) if way else owner
        for name in error.names:
            yield f"{owner.removesuffix(way) if way else owner}({name})"
    for name in error.names:
        yield name
        yield f"models.{name}"
        yield f"{symbol}.{name}"
        yield f'{symbol}["{name}"]'
        yield f"{symbol.partition('(')[0]}({name})"
    if "Returning Any" in error.message and symbol.startswith("models."):
        # What belongs to a model that is gone is Any.
        yield ".".join(symbol.partition("[")[0].split(".")[:2])
    if "has no attribute" in error.message or "not defined" in error.message:
        yield symbol.partition("(")[0]
        yield symbol.partition("[")[0]
        if symbol.startswith("models."):
            yield ".".join(symbol.split(".")[:2])


def _same(surface: Surface) -> dict[str, str]:
    """What tells of a symbol: of dicts and keys the models and fields, of inherited fields the first ones."""
    canonical = {
        f"{symbol}.{attribute.name}": f"{attribute.owner}.{attribute.name}"
        for symbol, one in surface.declared.items()
        for attribute in getattr(one, "attributes", ())
        if attribute.owner
    }
    canonical |= {call.function: call.symbol for call in surface.calls.values()}
    models: dict[str, str] = {}
    for symbol, one in surface.declared.items():
        models.setdefault(one.at, symbol)
    wires = {
        (symbol, attribute.wire): f"{symbol}.{attribute.name}"
        for symbol, one in surface.declared.items()
        for attribute in getattr(one, "attributes", ())
    }
    for symbol, one in surface.declared.items():
        model = models.get(one.at, symbol)
        if model == symbol:
            continue
        canonical[symbol] = model
        for attribute in getattr(one, "attributes", ()):
            key = (model, attribute.name)
            if key in wires:
                canonical[f'{symbol}["{attribute.name}"]'] = wires[key]
    return canonical
