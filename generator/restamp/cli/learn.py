"""`restamp learn`: correct a document by what its server sends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from restamp.cli.console import Console
from restamp.cli.differences import show
from restamp.cli.options.arguments import Arguments
from restamp.cli.terminal.questions import can_ask, chosen
from restamp.cli.terminal.tables import show_table
from restamp.config.model import ClientConfig
from restamp.workflows.changes.apply import record
from restamp.workflows.changes.diff import compare
from restamp.workflows.selection import display_path
from restamp.workflows.servers.learn import Lesson, learn, write

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference
    from restamp.learning.corrections import Correction


def run(arguments: Arguments, console: Console) -> int:
    """Show what logs and recordings differ in, write the accepted corrections, and generate the client."""
    with console.progress(", ".join(arguments.files) or arguments.name or ""):
        lesson = learn(
            arguments.name or "",
            arguments.files,
            arguments.request(),
            at_least=arguments.at_least,
            base_url=arguments.base_url,
        )
    console.report(lesson.diagnostics)
    if lesson.failed or lesson.client is None:
        return 2
    _show(lesson, console, is_pruning=arguments.prune)
    chosen = _chosen(lesson, arguments, console)
    pruned = arguments.prune and bool(lesson.unneeded or lesson.stale)
    if arguments.dry_run or not (chosen or pruned):
        console.status("nothing written" + (" (--dry-run)" if arguments.dry_run else ""))
        return 0
    return _write(lesson, chosen, arguments, console)


def _show(lesson: Lesson, console: Console, *, is_pruning: bool) -> None:
    shown = show_corrections((*lesson.corrections, *lesson.rare), console, rare=lesson.rare)
    for learned in lesson.unneeded if is_pruning else ():
        console.status(f"no longer needed: {learned.difference} at {learned.at}")
    for learned in lesson.stale if is_pruning else ():
        console.status(f"no longer matches: {learned.difference} at {learned.at}")
    if lesson.strange:
        requests = (
            "1 recorded request matches"
            if lesson.strange == 1
            else f"{lesson.strange} recorded requests match"
        )
        others = f"no operation; {lesson.requests} others do"
        console.hint(f"{requests} {others} (--base-url tells where the API begins)")
    if not shown and not (is_pruning and (lesson.unneeded or lesson.stale)):
        console.status("no differences")


def show_corrections(
    corrections: Sequence[Correction], console: Console, rare: Sequence[Correction] = ()
) -> bool:
    """Print a table of differences, if there are any; `rare` ones are not corrected."""
    heads = ("operation", "place", "document", "server", "count", "since", "correction")
    rows = [
        (
            each.finding.operation,
            each.finding.place or each.finding.name or "(body)",
            each.documented,
            each.observed,
            str(each.finding.count),
            each.finding.first[:10],
            "too rare (--at-least)" if each in rare else each.effect,
        )
        for each in corrections
    ]
    show_table(console, heads, rows)
    return bool(corrections)


def _chosen(lesson: Lesson, arguments: Arguments, console: Console) -> list[Correction]:
    """The corrections to write: on a terminal those the user accepts, otherwise all."""
    possible = [each for each in lesson.corrections if each.actions]
    if not can_ask(arguments, console) or arguments.dry_run or not possible:
        return possible if arguments.yes or not sys.stdin.isatty() else []
    return [each.item for each in chosen(possible, _question, default=lambda _: True)]


def _question(number: str, correction: Correction) -> str:
    place = correction.finding.place or correction.finding.name
    return f"{number} {correction.effect}: {place}\n  {correction.why}"


def _write(
    lesson: Lesson, chosen: Sequence[Correction], arguments: Arguments, console: Console
) -> int:
    client = lesson.client
    assert client is not None
    had_package = client.output.is_dir()
    diagnostics = write(lesson, chosen, prune=arguments.prune)
    console.report(diagnostics)
    if diagnostics.failed:
        return 2
    console.status(f"{display_path(lesson.overlay)}: {_counts(lesson, chosen, arguments)}")
    difference = _shown(client, arguments, console) if had_package else None
    status = _generate(arguments, console)
    if difference is not None and difference.findings and status == 0:
        recorded = record(difference, client.output)
        console.report(recorded)
        status = 2 if recorded.failed else 0
    return status


def _counts(lesson: Lesson, chosen: Sequence[Correction], arguments: Arguments) -> str:
    """How many actions are added to the overlay and removed from it."""
    added = sum(len(each.actions) for each in chosen)
    pruned = (*lesson.unneeded, *lesson.stale) if arguments.prune else ()
    removed = sum(len(each.numbers) for each in pruned)
    counts = [(removed, "removed"), (added, "added")]
    return ", ".join(
        f"{count} action{'' if count == 1 else 's'} {verb}" for count, verb in counts if count
    )


def _shown(client: ClientConfig, arguments: Arguments, console: Console) -> Difference | None:
    """Show what the corrections change for callers; None if it is unknown."""
    comparison = compare(display_path(client.output), client.spec_name, arguments.request())
    console.report(comparison.diagnostics)
    if comparison.difference is not None:
        show(comparison.difference, arguments, console)
    return comparison.difference


def _generate(arguments: Arguments, console: Console) -> int:
    from restamp.cli.generate import run as generate

    return generate(_generation(arguments), console)


def _generation(arguments: Arguments) -> Arguments:
    """The arguments of the generation of one client."""
    own = Arguments(names=[arguments.name or ""], overlay=[], allow_path=[], allow_remote=[])
    own.allow_path, own.allow_remote = arguments.allow_path, arguments.allow_remote
    own.command, own.quiet = "generate", arguments.quiet
    return own
