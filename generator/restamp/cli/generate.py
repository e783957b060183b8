"""`restamp generate`: write the clients."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.cli.arguments import Arguments
from restamp.cli.clients import Stamped, selected, shown, stamp
from restamp.cli.console import Console
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted, reason
from restamp.names.keys import is_type, operation_of
from restamp.output import fresh, lock, swap

if TYPE_CHECKING:
    from restamp.pipeline import Result


_UNREADABLE = re.compile(r"[\x00-\x1f=;|]|\\\Z")
"""What no escape brings into a rule of both make and ninja: control characters, assignments, recipes, line ends."""


def run(arguments: Arguments, console: Console) -> int:
    """Generate every client selected and write those without an error; 2 where there is one."""
    clients = selected(arguments, console)
    stamped: list[Stamped] = []
    good = bool(clients)
    for client in clients:
        one = _stamped(client, arguments, console)
        if one is not None:
            stamped.append(one)
        if one is None or one.failed:
            good = False
        elif arguments.list_outputs:
            _list(one, console)
        else:
            good = _written(one, arguments, console) and good
    results = {one.config.name: one.result for one in stamped if one.result is not None}
    if arguments.report and results:
        good = _saved(arguments.report, _report(results), "report", console) and good
    if arguments.sarif and results:
        from restamp.diagnostics.sarif import sarif_of

        found = [diagnostic for result in results.values() for diagnostic in result.diagnostics]
        text = json.dumps(sarif_of(found), indent=2) + "\n"
        good = _saved(arguments.sarif, text, "sarif", console) and good
    if arguments.depfile and good:
        good = _save_rules(arguments.depfile, stamped, console)
    return 0 if good else 2


def _stamped(config: ClientConfig, arguments: Arguments, console: Console) -> Stamped | None:
    """The client in memory; what a killed run left at its output is put in order first."""
    if not arguments.list_outputs and swap.is_begun(config.output):
        from restamp.output import write as output

        diagnostics = Diagnostics()
        output.repair(config.output, shown(config.output), diagnostics)
        console.report(diagnostics)
        if diagnostics.failed:
            return None
    return stamp(config, console, arguments, whole=bool(arguments.report or arguments.sarif))


def _list(one: Stamped, console: Console) -> None:
    package = shown(one.config.output)
    for path in sorted({*one.made.files, lock.FILE}):
        console.answer(f"{package}/{path}")


def _written(one: Stamped, arguments: Arguments, console: Console) -> bool:
    config, name = one.config, shown(one.config.output)
    paths: Sequence[str] = ()
    if one.result is not None:
        from restamp.output import write as output

        diagnostics = Diagnostics()
        written = output.write(
            one.files, config.output, name, one.known, diagnostics, force=arguments.force
        )
        console.report(diagnostics)
        console.diff(written.kept, errors=True)
        if diagnostics.failed:
            return False
        paths = written.changed
        fresh.remember(config, one.options, one.result, one.made)
    changed = f"{len(paths)} changed" if paths else "unchanged"
    console.say(f"{config.name}: {_counts(one.made)} -> {name} ({changed})")
    return True


def _counts(made: lock.Lock) -> str:
    totals = [
        (len(made.files) + 1, "file"),
        (sum(operation_of(key) is not None for key in made.names), "operation"),
        (sum(map(is_type, made.names)), "type"),
    ]
    return ", ".join(f"{total} {word}{'' if total == 1 else 's'}" for total, word in totals)


def _report(results: Mapping[str, Result]) -> str:
    """The report as JSON; that of several clients is an object of them by name."""
    reports = {name: result.report for name, result in results.items()}
    content = reports if len(reports) > 1 else next(iter(reports.values()))
    return json.dumps(content, indent=2) + "\n"


def _save_rules(file: str, stamped: Sequence[Stamped], console: Console) -> bool:
    """Write the depfile; not where make or ninja would misread a path in it."""
    diagnostics, paths = Diagnostics(), set[str]()
    text = _rules(stamped, paths)
    for path in sorted(paths):
        if wrong := _UNREADABLE.search(path):
            message = (
                f"{quoted(path)} holds {wrong[0]!r}, which a rule of make or ninja "
                "cannot express; rename the file"
            )
            diagnostics.error("depfile-path", message, file=file)
    console.report(diagnostics)
    return not diagnostics.failed and _saved(file, text, "depfile", console)


def _rules(stamped: Sequence[Stamped], paths: set[str]) -> str:
    """For make and ninja, one rule per client: its lock depends on every file that was read, all added to `paths`."""
    rules: list[str] = []
    for one in stamped:
        config = one.config
        inputs = {lock.input_at(config, key) for key in one.made.inputs}
        inputs |= {config.spec, config.file, *(path for path, _ in config.overlays)}
        if config.templates:
            inputs |= {path for path in config.templates.rglob("*") if path.is_file()}
        read = {shown(path) for path in inputs if path is not None}
        output = f"{shown(config.output)}/{lock.FILE}"
        paths |= {*read, output}
        names, target = sorted(map(_escaped, read)), _escaped(output)
        rules.append(" \\\n  ".join((f"{target}:", *names)) + "\n")
    return "".join(rules)


def _escaped(path: str) -> str:
    """A path as make and ninja read it: a backslash means itself, except before what it escapes."""
    return re.sub(r"(\\*)([ #:])", r"\1\1\\\2", path).replace("$", "$$")


def _saved(file: str, text: str, what: str, console: Console) -> bool:
    diagnostics = Diagnostics()
    try:
        Path(file).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        diagnostics.error(f"{what}-unwritable", f"cannot be written: {reason(error)}", file=file)
    console.report(diagnostics)
    return not diagnostics.failed
