"""Write generated packages, and the files that describe a run."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from restamp.collection import uncollected
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import added, fresh, lock, swap
from restamp.records import dataclass
from restamp.workflows import shared_runtime
from restamp.workflows.build import Build, Pending, finish, start
from restamp.workflows.outcome import Outcome
from restamp.workflows.parallel import Ended, Exclusive, in_order
from restamp.workflows.selection import display_path


@dataclass(frozen=True, slots=True)
class Options:
    """What to do for each client."""

    force: bool = False
    forget: Collection[str] | None = None
    whole: bool = False
    """Whether to generate clients that are up to date."""
    list_outputs: bool = False
    """Whether to list the files instead of writing them."""
    reports: bool = False
    """Whether the report is wanted, with the reason for each name."""


@dataclass(frozen=True, slots=True)
class Task:
    """A client that has to be generated, and what to do with it."""

    pending: Pending
    options: Options
    repaired: Outcome
    """The result of finishing an interrupted run."""


@dataclass(frozen=True, slots=True)
class Generated:
    """The result for one client."""

    build: Build | None
    """Without the files; None if the output of an interrupted run cannot be repaired."""
    diagnostics: tuple[Diagnostic, ...]
    """Those of the repair and of the build."""
    outcome: Outcome | None = None
    """The result of writing the client; None if it was not to be written, or cannot be generated."""
    outputs: tuple[str, ...] = ()
    """The paths of its files, if they were to be listed."""


def begin(configs: Sequence[ClientConfig], options: Options) -> list[Generated | Task]:
    """Repair the output of clients, and finish those that are up to date."""
    runtimes = dict[Path, Outcome]()
    return [_begin(config, options, runtimes) for config in configs]


def _begin(
    config: ClientConfig, options: Options, runtimes: dict[Path, Outcome]
) -> Generated | Task:
    """`runtimes` are the results for shared runtimes of clients that are up to date: the same for each of them."""
    repaired = Outcome() if options.list_outputs else repair(config)
    if repaired.failed:
        return Generated(None, repaired.diagnostics)
    started = start(config, force=options.force, forget=options.forget, whole=options.whole)
    if isinstance(started, Pending):
        return Task(started, options, repaired)
    if started.failed or options.list_outputs or config.runtime is None:
        return _finished(started, options, repaired)
    if config.runtime not in runtimes:
        first = _finished(started, options, repaired)
        outcome = first.outcome or Outcome()
        runtimes[config.runtime] = outcome if outcome.failed else Outcome()
        return first
    diagnostics = (*repaired.diagnostics, *started.diagnostics)
    return Generated(started, diagnostics, runtimes[config.runtime])


def generate(task: Task, exclusive: Exclusive) -> Generated:
    """Generate and write a client; one with a shared runtime has exclusive access to it."""
    # Without the pause, all objects of the analysis are searched for cycles right before they are freed.
    with uncollected():
        build = finish(task.pending)
        if task.options.reports:
            build = build.with_reasons()
        build = build.without_analysis()
    if build.config.runtime is None or build.failed or task.options.list_outputs:
        return _finished(build, task.options, task.repaired)
    with exclusive():
        return _finished(build, task.options, task.repaired)


@contextmanager
def generate_all(tasks: Sequence[Task], jobs: int | None) -> Generator[Iterator[Generated]]:
    """Open an iterator over the results of `generate`; see `in_order`."""
    documents = [task.pending.config.spec for task in tasks]
    with in_order(generate, tasks, documents, jobs) as results:
        yield (
            _without_result(task, result) if isinstance(result, Ended) else result
            for task, result in zip(tasks, results, strict=True)
        )


def _without_result(task: Task, ended: Ended) -> Generated:
    diagnostics = Diagnostics()
    diagnostics.error("process-ended", ended.message, file=task.pending.config.spec_name)
    return Generated(None, (*task.repaired.diagnostics, *diagnostics))


def _finished(build: Build, options: Options, repaired: Outcome) -> Generated:
    diagnostics = (*repaired.diagnostics, *build.diagnostics)
    if build.failed:
        return Generated(build.without_files(), diagnostics)
    if options.list_outputs:
        return Generated(build.without_files(), diagnostics, outputs=(*outputs(build),))
    outcome = write(build, force=options.force)
    return Generated(build.without_files(), diagnostics, outcome)


def repair(config: ClientConfig) -> Outcome:
    """Finish or discard the output of an interrupted run."""
    diagnostics = Diagnostics()
    for package in filter(None, (config.output, config.runtime)):
        if swap.is_unfinished(package):
            from restamp.output import write as output

            output.repair(package, display_path(package), diagnostics)
    return Outcome(diagnostics=(*diagnostics,), failed=diagnostics.failed)


def outputs(build: Build) -> list[str]:
    """The paths of all files of a client, of its lock and of a shared runtime."""
    package = display_path(build.config.output)
    files = [f"{package}/{path}" for path in sorted({*build.lock.files, lock.FILE})]
    return files + shared_runtime.outputs(build)


def write(build: Build, *, force: bool = False) -> Outcome:
    """Write a generated client completely or not at all.

    With `force`, files that were edited by hand or not written by Restamp are overwritten.
    """
    if build.result is None:
        outcome = shared_runtime.write(build.config, build, force=force)
    else:
        written = partial(_written, build, force=force)
        outcome = shared_runtime.write_around(build, written, force=force)
    return outcome if outcome.failed else _with_warnings(outcome, build)


def _with_warnings(outcome: Outcome, build: Build) -> Outcome:
    """Warn of files in the package that Python could import as generated code."""
    diagnostics = Diagnostics()
    strays = added.beside_client(build.config, build.lock.files)
    added.report_warnings(strays, display_path(build.config.output), diagnostics)
    return replace(outcome, diagnostics=(*outcome.diagnostics, *diagnostics))


def _written(build: Build, *, force: bool) -> Outcome:
    from restamp.output import write as output

    if build.result is None:
        return Outcome()
    config, diagnostics = build.config, Diagnostics()
    name = display_path(config.output)
    written = output.write(build.files, config.output, name, build.known, diagnostics, force=force)
    if not diagnostics.failed:
        fresh.record_confirmed(config, build.conditions, build.result, build.lock)
    return Outcome(written.changed, written.edits, (*diagnostics,), diagnostics.failed)


def report_text(builds: Sequence[Build]) -> str | None:
    """The coverage report as JSON, by name if there are several clients; None if nothing was generated."""
    reports: Mapping[str, object] = {
        build.config.name: build.result.report for build in builds if build.result is not None
    }
    if not reports:
        return None
    content = reports if len(reports) > 1 else next(iter(reports.values()))
    return json.dumps(content, indent=2) + "\n"


def sarif_text(builds: Sequence[Build]) -> str | None:
    """The diagnostics of all documents as SARIF 2.1.0; None if nothing was generated."""
    from restamp.diagnostics.sarif import sarif_of

    results = [build.result for build in builds if build.result is not None]
    if not results:
        return None
    entries = [diagnostic for result in results for diagnostic in result.diagnostics]
    return json.dumps(sarif_of(entries), indent=2) + "\n"


def save(file: str, text: str, code: str, diagnostics: Diagnostics) -> None:
    """Write a file that describes a run; adds an error with this code if that fails."""
    try:
        Path(file).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        diagnostics.error(code, f"cannot be written: {reason(error)}", file=file)
