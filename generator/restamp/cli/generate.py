"""`restamp generate`: write the clients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.names.keys import is_type, operation_of
from restamp.output import lock
from restamp.workflows import generate as workflow
from restamp.workflows.build import Build
from restamp.workflows.selection import display_path, select


def run(arguments: Arguments, console: Console) -> int:
    """Generate the selected clients and write those without errors; returns 2 if there are errors."""
    selection = select(arguments.request())
    console.report(selection.diagnostics)
    options = workflow.Options(
        arguments.force,
        arguments.forget,
        whole=bool(arguments.report or arguments.sarif or arguments.verify),
        list_outputs=arguments.list_outputs,
        reports=bool(arguments.report),
    )
    builds: list[Build] = []
    listed: dict[str, None] = {}
    runtimes: dict[Path, None] = {}
    good = bool(selection.clients)
    begun = workflow.begin(selection.clients, options)
    tasks = [one for one in begun if isinstance(one, workflow.Task)]
    with workflow.generate_all(tasks, arguments.jobs) as results:
        for config, started in zip(selection.clients, begun, strict=True):
            one = _result(config, started, results, console)
            good = show(config, one, console) and good
            if one.build is not None:
                builds.append(one.build)
            if config.runtime and one.outcome and one.outcome.has_runtime:
                runtimes[config.runtime] = None
            listed |= dict.fromkeys(one.outputs)
    for runtime in runtimes:
        console.status(f"runtime: {_count_files(runtime)} -> {display_path(runtime)}")
    for path in listed:
        console.output(path)
    good = _save(builds, arguments, console, good=good) and good
    return 0 if good else 2


def _result(
    config: ClientConfig,
    started: workflow.Generated | workflow.Task,
    results: Iterator[workflow.Generated],
    console: Console,
) -> workflow.Generated:
    """The result of a client; waits for it if it has to be generated."""
    if isinstance(started, workflow.Generated):
        return started
    with console.progress(f"{config.name}: {config.spec_name}"):
        return next(results)


def show(config: ClientConfig, one: workflow.Generated, console: Console) -> bool:
    """Print the result of a client; returns whether it is without errors."""
    console.report(one.diagnostics)
    if one.build is None or one.build.failed:
        return False
    if (outcome := one.outcome) is None:
        return True
    console.report(outcome.diagnostics)
    console.diff(outcome.edits, errors=True)
    if outcome.failed:
        return False
    changed = f"{len(outcome.changed)} changed" if outcome.changed else "unchanged"
    package = display_path(config.output)
    console.status(f"{config.name}: {_counts(one.build.lock)} -> {package} ({changed})")
    for remark in outcome.remarks:
        console.status(remark)
    return True


def _save(builds: Sequence[Build], arguments: Arguments, console: Console, *, good: bool) -> bool:
    """Write the files that describe the run; the depfile only if it succeeded."""
    diagnostics = Diagnostics()
    if arguments.report and (text := workflow.report_text(builds)):
        workflow.save(arguments.report, text, "report-unwritable", diagnostics)
    if arguments.sarif and (text := workflow.sarif_text(builds)):
        workflow.save(arguments.sarif, text, "sarif-unwritable", diagnostics)
    if arguments.depfile and good and not diagnostics.failed:
        from restamp.workflows.depfile import depfile_text

        text = depfile_text(builds, arguments.depfile, diagnostics)
        if not diagnostics.failed:
            workflow.save(arguments.depfile, text, "depfile-unwritable", diagnostics)
    console.report(diagnostics)
    return not diagnostics.failed


def _count_files(runtime: Path) -> str:
    known = lock.read(runtime, display_path(runtime), Diagnostics())
    total = 0 if known is None else len(known.files) + 1
    return f"{total} file{'' if total == 1 else 's'}"


def _counts(known: lock.Lock) -> str:
    totals = [
        (len(known.files) + 1, "file"),
        (sum(operation_of(key) is not None for key in known.names), "operation"),
        (sum(map(is_type, known.names)), "type"),
    ]
    return ", ".join(f"{total} {word}{'' if total == 1 else 's'}" for total, word in totals)
