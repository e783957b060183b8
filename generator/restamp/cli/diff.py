"""`restamp diff`: what a new version of a document changes for callers of the client."""

from __future__ import annotations

from restamp.cli.console import Console
from restamp.cli.differences import show
from restamp.cli.options.arguments import Arguments


def run(arguments: Arguments, console: Console) -> int:
    """Print the diff; returns 1 if it has breaking changes, 2 for invalid input."""
    if arguments.rules:
        from restamp.api_diff.rendering import rules_page

        console.output(rules_page().rstrip("\n"))
        return 0
    from restamp.workflows.changes.diff import compare
    from restamp.workflows.changes.policy import is_failing

    with console.progress(f"{arguments.old} -> {arguments.new}"):
        comparison = compare(arguments.old, arguments.new, arguments.request())
    console.report(comparison.diagnostics)
    if comparison.difference is None:
        return 2
    show(comparison.difference, arguments, console)
    return int(is_failing(comparison.difference, arguments.fail_on))
