"""`restamp learn`: correct a document by what its server sends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from restamp.cli.console import Console, plain
from restamp.cli.differences import show
from restamp.cli.options.arguments import Arguments
from restamp.config.model import ClientConfig
from restamp.workflows.changes.diff import compare
from restamp.workflows.selection import display_path
from restamp.workflows.servers.learn import Lesson, learn, write

if TYPE_CHECKING:
    from restamp.learning.corrections import Correction

_YES, _NO, _ALL, _NONE = "y", "n", "a", "s"


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
    pruned = arguments.prune and bool(lesson.unneeded)
    if arguments.dry_run or not (chosen or pruned):
        console.status("nothing written" + (" (--dry-run)" if arguments.dry_run else ""))
        return 0
    return _write(lesson, chosen, arguments, console)


def _show(lesson: Lesson, console: Console, *, is_pruning: bool) -> None:
    shown = show_corrections((*lesson.corrections, *lesson.rare), console, rare=lesson.rare)
    for learned in lesson.unneeded if is_pruning else ():
        console.status(f"no longer needed: {learned.difference} at {learned.at}")
    if lesson.strange:
        requests = (
            "1 recorded request matches"
            if lesson.strange == 1
            else f"{lesson.strange} recorded requests match"
        )
        others = f"no operation; {lesson.requests} others do"
        console.hint(f"{requests} {others} (--base-url tells where the API begins)")
    if not shown:
        console.status("no differences")


def show_corrections(
    corrections: Sequence[Correction], console: Console, rare: Sequence[Correction] = ()
) -> bool:
    """Print a table of differences, if there are any; `rare` ones are not corrected."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", padding=(0, 3, 0, 0))
    for head in ("operation", "place", "document", "server", "count", "since", "correction"):
        table.add_column(head, overflow="fold")
    for each in corrections:
        finding = each.finding
        effect = "too rare (--at-least)" if each in rare else each.effect
        row = (
            finding.operation,
            finding.place or finding.name or "(body)",
            each.documented,
            each.observed,
            str(finding.count),
            finding.first[:10],
            effect,
        )
        table.add_row(*(Text(plain(cell)) for cell in row))
    if table.row_count:
        console.table(table)
    return bool(corrections)


def _chosen(lesson: Lesson, arguments: Arguments, console: Console) -> list[Correction]:
    """The corrections to write: on a terminal those the user accepts, otherwise all."""
    possible = [each for each in lesson.corrections if each.actions]
    asked = sys.stdin.isatty() and sys.stderr.isatty() and not (arguments.yes or console.quiet)
    if not asked or arguments.dry_run or not possible:
        return possible if arguments.yes or not sys.stdin.isatty() else []
    from rich.console import Console as Rich
    from rich.prompt import Prompt
    from rich.text import Text

    rich = Rich(stderr=True, highlight=False, markup=False, emoji=False)
    rich.print(f"{_YES} yes, {_NO} no, {_ALL} yes to all others, {_NONE} no to all others")
    accepted: list[Correction] = []
    rest = ""
    for number, each in enumerate(possible, 1):
        if not rest:
            place = each.finding.place or each.finding.name
            question = f"{number}/{len(possible)} {each.effect}: {place}\n  {each.why}"
            rich.print(Text(plain(question)), soft_wrap=True)
            answer = Prompt.ask(
                "  Accept?", console=rich, choices=[_YES, _NO, _ALL, _NONE], default=_YES
            )
            rest = answer if answer in (_ALL, _NONE) else ""
            if answer == _YES:
                accepted.append(each)
        if rest == _ALL:
            accepted.append(each)
    return accepted


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
    count = sum(len(each.actions) for each in chosen)
    actions = "1 action" if count == 1 else f"{count} actions"
    console.status(f"{display_path(lesson.overlay)}: {actions} added")
    if had_package:
        _show_difference(client, arguments, console)
    return _generate(arguments, console)


def _show_difference(client: ClientConfig, arguments: Arguments, console: Console) -> None:
    """Show what the corrections change for callers."""
    comparison = compare(display_path(client.output), client.spec_name, arguments.request())
    console.report(comparison.diagnostics)
    if comparison.difference is not None:
        show(comparison.difference, arguments, console)


def _generate(arguments: Arguments, console: Console) -> int:
    from restamp.cli.generate import run as generate

    return generate(_generation(arguments), console)


def _generation(arguments: Arguments) -> Arguments:
    """The arguments of the generation of one client."""
    own = Arguments(names=[arguments.name or ""], overlay=[], allow_path=[], allow_remote=[])
    own.allow_path, own.allow_remote = arguments.allow_path, arguments.allow_remote
    own.command, own.quiet = "generate", arguments.quiet
    return own
