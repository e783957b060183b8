"""`restamp init --package`: a project for a client that is published."""

from __future__ import annotations

from restamp.cli.console import Console
from restamp.cli.generate import show
from restamp.cli.options.arguments import Arguments
from restamp.config.model import NAMES
from restamp.workflows.publishing.project import draft, write
from restamp.workflows.repository.settings import DRIVER_COMMAND
from restamp.workflows.selection import display_path


def run(arguments: Arguments, console: Console) -> int:
    """Write a project with its client; returns 2 if there are errors."""
    drafted = draft(
        arguments.package or "",
        arguments.file,
        arguments.request(),
        output=arguments.output,
        build_hook=arguments.build_hook,
        force=arguments.force,
        progress=console.progress,
    )
    console.report(drafted.diagnostics)
    if drafted.diagnostics:
        return 2
    with console.progress(f"{drafted.client.name}: {drafted.client.spec_name}"):
        written = write(drafted, arguments.style or NAMES[0], force=arguments.force)
    if not show(drafted.client, written, console):
        return 2
    folder = display_path(drafted.folder)
    console.status(f"{drafted.distribution.name}: the project is in {folder}")
    console.hint(
        f"next, in {folder}: `python -m pip install --editable . pytest build`, `python -m pytest`, `python -m build`; "
        "choose a license, and add it as LICENSE"
    )
    console.hint(f"to merge locks automatically, run in each clone: {DRIVER_COMMAND}")
    return 0
