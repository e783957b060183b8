"""`restamp check`: is the generated code what the inputs say?"""

from __future__ import annotations

from collections.abc import Iterable

from restamp import __version__
from restamp.cli.arguments import Arguments
from restamp.cli.clients import Stamped, selected, shown, stamp
from restamp.cli.console import Console
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.output import fresh
from restamp.runtime.modules import FOLDER


def run(arguments: Arguments, console: Console) -> int:
    """Print a unified diff of what `generate` would change: 1 if anything, 2 where an input is wrong."""
    clients = selected(arguments, console)
    statuses = [2] if not clients else []
    if arguments.runtime_only:
        return max(statuses + [_audited(client, console) for client in clients])
    for client in clients:
        one = stamp(client, console, arguments)
        statuses.append(2 if one is None or one.failed else _compared(one, console))
    return max(statuses)


def _compared(one: Stamped, console: Console) -> int:
    config, name = one.config, shown(one.config.output)
    if one.result is None:
        console.say(f"{config.name}: {name} is up to date")
        _say_exact(config, _runtime_files(one.made.files), console)
        return 0
    from restamp.output import changes as on_disk

    diagnostics = Diagnostics()
    found = on_disk.changes(one.files, config.output, name, one.known, diagnostics)
    console.report(diagnostics)
    if diagnostics.failed:
        return 2
    if not any(_runtime_files([change.path]) for change in found):
        _say_exact(config, _runtime_files(one.files), console)
    if not found:
        fresh.remember(config, one.options, one.result, one.made)
        console.say(f"{config.name}: {name} is up to date")
        return 0
    console.diff(on_disk.diff(found, name))
    edited = len(on_disk.edited(found, one.known))
    by_hand = f", {edited} of them edited by hand" if edited else ""
    files = "1 file differs" if len(found) == 1 else f"{len(found)} files differ"
    console.remark(f"{config.name}: {files}{by_hand}; `restamp generate` writes what is marked +")
    return 1


def _runtime_files(paths: Iterable[str]) -> int:
    return sum(path.startswith(f"{FOLDER}/") for path in paths)


def _audited(config: ClientConfig, console: Console) -> int:
    """Compare the files of the runtime that are there, reading no document: 1, and a diff, where one differs."""
    from restamp.output import audit
    from restamp.output.changes import diff

    name = shown(config.output)
    files = audit.runtime_files(config.output)
    if not files:
        console.remark(f"{config.name}: {name}/{FOLDER} does not exist")
        return 1
    changes = audit.runtime_changes(files)
    if not changes:
        _say_exact(config, len(files), console)
        return 0
    console.diff(diff(changes, name))
    differ = "1 file differs" if len(changes) == 1 else f"{len(changes)} files differ"
    console.remark(f"{config.name}: {differ} from the runtime of Restamp {__version__}")
    return 1


def _say_exact(config: ClientConfig, count: int, console: Console) -> None:
    """Print that the files of the runtime are what this version ships."""
    files = "1 file" if count == 1 else f"{count} files"
    name = shown(config.output)
    console.say(f"{config.name}: {name}/{FOLDER} is the runtime of Restamp {__version__} ({files})")
