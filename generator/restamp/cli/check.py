"""`restamp check`: is the generated code what the inputs say?"""

from __future__ import annotations

from restamp import __version__
from restamp.cli.arguments import Arguments
from restamp.cli.console import Console
from restamp.config.model import ClientConfig
from restamp.runtime.modules import FOLDER
from restamp.workflows.build import Build, build
from restamp.workflows.check import audit, compare
from restamp.workflows.selection import display_path, select


def run(arguments: Arguments, console: Console) -> int:
    """Print a unified diff of what `generate` would change: 1 if anything, 2 if an input is wrong."""
    selection = select(arguments.request())
    console.report(selection.diagnostics)
    statuses = [2] if not selection.clients else []
    for config in selection.clients:
        if arguments.runtime_only:
            statuses.append(_audit(config, console))
            continue
        one = build(config, progress=console.progress)
        console.report(one.diagnostics)
        statuses.append(2 if one.failed else _compare(one, console))
    return max(statuses)


def _compare(one: Build, console: Console) -> int:
    config, found = one.config, compare(one)
    console.report(found.diagnostics)
    if found.failed:
        return 2
    if found.changed and found.runtime_files:
        _say_exact(config, found.runtime_files, console)
    if not found.changed:
        console.say(f"{config.name}: {display_path(config.output)} is up to date")
        _say_exact(config, found.runtime_files, console)
        return 0
    console.diff(found.diff)
    by_hand = f", {len(found.edited)} of them edited by hand" if found.edited else ""
    hint = "`restamp generate` writes what is marked +"
    console.remark(f"{config.name}: {_differ(found.changed)}{by_hand}; {hint}")
    return 1


def _audit(config: ClientConfig, console: Console) -> int:
    """Compare the runtime alone: 1, and a diff, if a file differs."""
    found = audit(config)
    if found.changed:
        console.diff(found.diff)
        versions = f"from the runtime of Restamp {__version__}"
        console.remark(f"{config.name}: {_differ(found.changed)} {versions}")
        return 1
    if not found.runtime_files:
        console.remark(f"{config.name}: {display_path(config.output)}/{FOLDER} does not exist")
        return 1
    _say_exact(config, found.runtime_files, console)
    return 0


def _differ(paths: tuple[str, ...]) -> str:
    return "1 file differs" if len(paths) == 1 else f"{len(paths)} files differ"


def _say_exact(config: ClientConfig, count: int, console: Console) -> None:
    """Print that the files of the runtime are what this version ships."""
    files = "1 file" if count == 1 else f"{count} files"
    name = f"{display_path(config.output)}/{FOLDER}"
    console.say(f"{config.name}: {name} is the runtime of Restamp {__version__} ({files})")
