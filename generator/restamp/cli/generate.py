"""`restamp generate`: write the clients."""

from __future__ import annotations

from collections.abc import Sequence

from restamp.cli.arguments import Arguments
from restamp.cli.console import Console
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.names.keys import is_type, operation_of
from restamp.output import lock
from restamp.workflows import generate as workflow
from restamp.workflows.build import Build, build
from restamp.workflows.selection import display_path, select


def run(arguments: Arguments, console: Console) -> int:
    """Generate the selected clients and write those without errors; returns 2 if there are errors."""
    selection = select(arguments.request())
    console.report(selection.diagnostics)
    builds: list[Build] = []
    listed: dict[str, None] = {}
    good = bool(selection.clients)
    for config in selection.clients:
        one = _built(config, arguments, console)
        if one is not None:
            builds.append(one)
        if one is None or one.failed:
            good = False
        elif arguments.list_outputs:
            listed |= dict.fromkeys(workflow.outputs(one))
        else:
            good = _write(one, arguments, console) and good
    for path in listed:
        console.output(path)
    good = _save(builds, arguments, console, good=good) and good
    return 0 if good else 2


def _built(config: ClientConfig, arguments: Arguments, console: Console) -> Build | None:
    if not arguments.list_outputs:
        repaired = workflow.repair(config)
        console.report(repaired.diagnostics)
        if repaired.failed:
            return None
    one = build(
        config,
        force=arguments.force,
        forget=arguments.forget,
        whole=bool(arguments.report or arguments.sarif or arguments.verify),
        progress=console.progress,
    )
    console.report(one.diagnostics)
    return one


def _write(one: Build, arguments: Arguments, console: Console) -> bool:
    outcome = workflow.write(one, force=arguments.force)
    console.report(outcome.diagnostics)
    console.diff(outcome.edits, errors=True)
    if outcome.failed:
        return False
    changed = f"{len(outcome.changed)} changed" if outcome.changed else "unchanged"
    package = display_path(one.config.output)
    console.status(f"{one.config.name}: {_counts(one.lock)} -> {package} ({changed})")
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


def _counts(known: lock.Lock) -> str:
    totals = [
        (len(known.files) + 1, "file"),
        (sum(operation_of(key) is not None for key in known.names), "operation"),
        (sum(map(is_type, known.names)), "type"),
    ]
    return ", ".join(f"{total} {word}{'' if total == 1 else 's'}" for total, word in totals)
