"""`restamp diff`: what the next version of a document changes for callers of the client."""

from __future__ import annotations

from restamp.cli.arguments import Arguments
from restamp.cli.console import Console
from restamp.cli.differences import show


def run(arguments: Arguments, console: Console) -> int:
    """Print the difference: 1 if anything in it is breaking, 2 if an input is wrong."""
    if arguments.rules:
        from restamp.api_diff.rendering import rules_page

        console.answer(rules_page().rstrip("\n"))
        return 0
    from restamp.workflows.changes.diff import compare
    from restamp.workflows.changes.policy import is_failing

    with console.progress(f"{arguments.old} -> {arguments.new}"):
        found = compare(arguments.old, arguments.new, arguments.request())
    console.report(found.diagnostics)
    if found.difference is None:
        return 2
    show(found.difference, arguments, console)
    return int(is_failing(found.difference, arguments.fail_on or "breaking"))
