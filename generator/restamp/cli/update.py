"""`restamp update`: fetch a document, show what changes for callers, and regenerate the client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from restamp.cli.console import Console
from restamp.cli.differences import show, show_all
from restamp.cli.options.arguments import Arguments
from restamp.cli.version import project_to_raise, raise_version
from restamp.workflows.changes.apply import apply
from restamp.workflows.changes.policy import is_failing
from restamp.workflows.changes.update import Plan, by_document, plan, with_sources
from restamp.workflows.selection import display_path, select

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference

DOCUMENTS = ("json", "html")
"""Formats with one document for all clients."""


def run(arguments: Arguments, console: Console) -> int:
    """Update the selected clients that have a source; returns 2 for errors, 1 for changes that --fail-on selects."""
    console = replace(console, has_document=arguments.format != "text")
    request = arguments.request()
    selection = with_sources(select(request), is_named=bool(arguments.names))
    console.report(selection.diagnostics)
    clients = selection.clients
    project = project_to_raise(clients, console) if arguments.bump and clients else None
    if not clients or (arguments.bump and project is None):
        return 2
    differences: list[Difference] = []
    written: list[Difference] = []
    good = True
    for group in by_document(clients):
        # Annotations need the file names of the repository; other formats use the names of the source.
        names_source = arguments.format != "github"
        one = plan(
            group,
            request.root,
            names_source=names_source,
            prune=arguments.prune,
            progress=console.progress,
        )
        own = [_difference(u.difference, u.build.config.name, len(clients)) for u in one.updates]
        differences += own
        if _update(one, own, arguments, console):
            written += own
        else:
            good = False
    if arguments.format in DOCUMENTS and (differences or good):
        _show_whole(differences, arguments, console, is_one=len(clients) == 1)
    if project is not None and written:
        good = raise_version(project, written, console, dry_run=arguments.dry_run) and good
    if not good:
        return 2
    return int(any(is_failing(one, arguments.fail_on) for one in differences))


def _difference(difference: Difference, client: str, count: int) -> Difference:
    """The diff, with the name of the client if there are several."""
    return replace(difference, client=client if count > 1 else "")


def _update(
    one: Plan, differences: Sequence[Difference], arguments: Arguments, console: Console
) -> bool:
    """Show and write the update of one document; False, with errors printed, if that fails."""
    console.report(one.diagnostics)
    console.diff(one.edits, errors=True)
    for config in () if one.failed else one.unchanged:
        console.status(f"{config.name}: {config.source} is unchanged")
    for difference in differences:
        if arguments.format not in DOCUMENTS:
            show(difference, arguments, console)
    if one.failed:
        for update in one.updates:
            is_stale = update.learned is not None and update.learned.is_stale
            effect = "are those with --prune" if is_stale else "leave out actions that do not match"
            message = f"nothing written; the changes {effect}"
            console.status(f"{update.build.config.name}: {message}")
        return False
    for update in one.updates:
        if update.learned is not None and update.learned.summary:
            console.status(update.learned.summary)
    if arguments.dry_run:
        for update in one.updates:
            console.status(f"{update.build.config.name}: nothing written (--dry-run)")
        return True
    return not one.updates or _apply(one, arguments, console)


def _apply(one: Plan, arguments: Arguments, console: Console) -> bool:
    outcomes = apply(one, has_changelog=not arguments.bump)
    for update, outcome in zip(one.updates, outcomes, strict=False):
        console.report(outcome.diagnostics)
        console.diff(outcome.edits, errors=True)
        if outcome.failed:
            return False
        config, count = update.build.config, len(outcome.changed)
        package = display_path(config.output)
        changed = "1 file changed" if count == 1 else f"{count} files changed"
        what = f"{config.spec_name} updated -> {package}" if one.documents else f"{package} updated"
        console.status(f"{config.name}: {what} ({changed})")
        for remark in outcome.remarks:
            console.status(remark)
    return True


def _show_whole(
    differences: Sequence[Difference], arguments: Arguments, console: Console, *, is_one: bool
) -> None:
    """Print the machine-readable diffs; for one client as `restamp diff` does."""
    if is_one and differences:
        show(differences[0], arguments, console)
    else:
        show_all(differences, arguments, console)
