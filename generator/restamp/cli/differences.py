"""A difference printed in the format asked for, and the exit status that it means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from restamp.cli.arguments import Arguments
from restamp.cli.console import Console
from restamp.recursion import with_room

if TYPE_CHECKING:
    from restamp.api_diff.findings import Difference


def show(difference: Difference, arguments: Arguments, console: Console) -> None:
    """Print it on stdout."""
    with_room(lambda: _show(difference, arguments, console))


def status(difference: Difference, fail_on: str) -> int:
    """1 where it has a finding, not accepted, of the level to fail on or a worse one."""
    from restamp.api_diff.findings import Level

    if fail_on == "none":
        return 0
    limit = Level.HARMLESS if fail_on == "any" else Level(fail_on)
    failing = (f for f in difference.findings if not f.accepted and f.level.rank <= limit.rank)
    return 1 if any(failing) else 0


def _show(difference: Difference, arguments: Arguments, console: Console) -> None:
    from restamp.api_diff import rendering

    match arguments.format:
        case "json":
            console.answer(json.dumps(rendering.as_json(difference), indent=2))
        case "markdown":
            text = rendering.as_markdown(difference, spelled_out=arguments.all)
            console.answer(text.rstrip("\n"))
        case "github":
            text = rendering.as_github(difference, spelled_out=arguments.all)
            console.answer(text.rstrip("\n"))
        case _:
            console.diff(rendering.as_text(difference, spelled_out=arguments.all))
