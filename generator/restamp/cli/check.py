"""`restamp check`: is the generated code up to date with its inputs?"""

from __future__ import annotations

from collections.abc import Iterator

from restamp import __version__
from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.config.model import ClientConfig
from restamp.runtime.modules import FOLDER
from restamp.workflows.build import Pending
from restamp.workflows.check import Checked, Comparison, audit, begin, check_all
from restamp.workflows.selection import display_path, select


def run(arguments: Arguments, console: Console) -> int:
    """Print a unified diff of what `generate` would change; returns 1 if anything would, 2 for invalid input."""
    selection = select(arguments.request())
    console.report(selection.diagnostics)
    statuses = [2] if not selection.clients else []
    if arguments.runtime_only:
        return max([*statuses, *(_audit(config, console) for config in selection.clients)])
    begun = begin(selection.clients)
    tasks = [one for one in begun if isinstance(one, Pending)]
    with check_all(tasks, arguments.jobs) as results:
        for config, started in zip(selection.clients, begun, strict=True):
            statuses.append(_show(config, _result(config, started, results, console), console))
    return max(statuses)


def _result(
    config: ClientConfig, started: Checked | Pending, results: Iterator[Checked], console: Console
) -> Checked:
    """The result of a client; waits for it if it has to be generated."""
    if isinstance(started, Checked):
        return started
    with console.progress(f"{config.name}: {config.spec_name}"):
        return next(results)


def _show(config: ClientConfig, one: Checked, console: Console) -> int:
    """Print the result of a client; returns 1 if it differs, 2 for invalid input."""
    console.report(one.diagnostics)
    comparison = one.comparison
    if comparison is None:
        return 2
    console.report(comparison.diagnostics)
    if comparison.failed:
        return 2
    if (comparison.changed or comparison.added) and comparison.runtime_files:
        _say_exact(config, comparison.runtime_files, console)
    if not comparison.changed and not comparison.added:
        console.status(f"{config.name}: {display_path(config.output)} is up to date")
        _say_exact(config, comparison.runtime_files, console)
        return 0
    if comparison.added:
        console.hint(f"{config.name}: {_not_generated(comparison.added)}")
    if not comparison.changed:
        return 1
    console.diff(comparison.diff)
    by_hand = f", {len(comparison.edited)} of them edited by hand" if comparison.edited else ""
    console.hint(f"{config.name}: {_differ(comparison.changed)}{by_hand}; {_advice(comparison)}")
    return 1


def _advice(comparison: Comparison) -> str:
    """What to do about a difference: `generate` overwrites edits and files of others only if it is forced."""
    force = " --force" if comparison.edited or comparison.foreign else ""
    advice = f"run `restamp generate{force}` to write the lines marked +"
    if comparison.edited:
        return f"to keep an edit, move it to an overlay, a template or _custom.py; {advice}"
    if comparison.foreign:
        return f"move files that Restamp did not write away; {advice}"
    return advice


def _audit(config: ClientConfig, console: Console) -> int:
    """Compare only the runtime: print a diff and return 1 if a file differs."""
    comparison = audit(config)
    console.report(comparison.diagnostics)
    if comparison.added:
        console.hint(f"{config.name}: {_not_generated(comparison.added)}")
    if comparison.changed:
        console.diff(comparison.diff)
        versions = f"from the runtime of Restamp {__version__}"
        console.hint(f"{config.name}: {_differ(comparison.changed)} {versions}")
        return 1
    if not comparison.runtime_files:
        console.hint(f"{config.name}: {_runtime_name(config)} does not exist")
        return 1
    _say_exact(config, comparison.runtime_files, console)
    return 1 if comparison.added else 0


def _not_generated(paths: tuple[str, ...]) -> str:
    return "1 file is not generated" if len(paths) == 1 else f"{len(paths)} files are not generated"


def _differ(paths: tuple[str, ...]) -> str:
    return "1 file differs" if len(paths) == 1 else f"{len(paths)} files differ"


def _runtime_name(config: ClientConfig) -> str:
    return display_path(config.runtime or config.output / FOLDER)


def _say_exact(config: ClientConfig, count: int, console: Console) -> None:
    """Print that the runtime is identical to that of this version."""
    files = "1 file" if count == 1 else f"{count} files"
    console.status(
        f"{config.name}: {_runtime_name(config)} is the runtime of Restamp {__version__} ({files})"
    )
