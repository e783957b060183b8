"""`restamp probe`: is the document still true? Calls safe operations and compares their responses with it."""

from __future__ import annotations

import json
from pathlib import Path

from restamp.cli.console import Console, plain
from restamp.cli.learn import show_corrections
from restamp.cli.options.arguments import Arguments
from restamp.diagnostics.model import Diagnostics
from restamp.workflows.servers.probe import Options, Probing, probe, write_recording


def run(arguments: Arguments, console: Console) -> int:
    """Print the differences between responses and document; returns 1 if there are any, 2 for errors."""
    options = Options(
        arguments.base_url or "",
        arguments.host,
        arguments.calls,
        arguments.pause,
        arguments.values,
    )
    with console.progress(f"{arguments.name}: {options.base_url}"):
        probing = probe(arguments.name or "", arguments.request(), options)
    console.report(probing.diagnostics)
    if probing.failed:
        return 2
    if arguments.record:
        diagnostics = Diagnostics()
        write_recording(probing, Path(arguments.record), diagnostics)
        console.report(diagnostics)
        if diagnostics.failed:
            return 2
    if arguments.format == "json":
        console.output(json.dumps(probing.as_json(), indent=2))
    else:
        _show(probing, console)
    return 1 if probing.corrections else 0


def _show(probing: Probing, console: Console) -> None:
    responses = sum(each.status is not None for each in probing.calls)
    show_corrections(probing.corrections, console)
    for each in probing.calls:
        if each.error:
            console.output(plain(f"{each.operation}: {each.error}"))
    for operation, unknown in probing.skipped:
        console.status(f"{operation}: not called, {', '.join(unknown)} unknown (--values)")
    if probing.left:
        console.status(f"{probing.left} more operations were not called (--calls)")
    count = len(probing.corrections)
    differences = "1 difference" if count == 1 else f"{count} differences"
    console.output(f"{len(probing.calls)} calls, {responses} responses, {differences}")
