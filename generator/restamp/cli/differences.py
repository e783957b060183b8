"""Print a diff in the requested format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.workflows.changes.rendering import rendered, rendered_together

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference
    from restamp.workflows.changes.rendering import Format


def show(difference: Difference, arguments: Arguments, console: Console) -> None:
    """Print one diff on stdout."""
    format = cast("Format", arguments.format)
    text = rendered(difference, format, spelled_out=arguments.all)
    if format == "text":
        console.diff(text)
    else:
        console.output(text.rstrip("\n"))


def show_all(differences: Sequence[Difference], arguments: Arguments, console: Console) -> None:
    """Print the diffs of several clients as one JSON document or page."""
    text = rendered_together(differences, cast("Format", arguments.format))
    console.output(text.rstrip("\n"))
