"""A difference printed in the format asked for, and the exit status that it means."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from restamp.api_diff.changes.findings import Difference, Level
from restamp.api_diff.rules import BY_ID
from restamp.api_diff.rules.policy import Policy, accepted, judged
from restamp.cli.arguments import Arguments
from restamp.cli.clients import shown
from restamp.cli.console import Console
from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.excerpt import excerpt
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.pointers import below
from restamp.recursion import with_deep_recursion


def show(difference: Difference, arguments: Arguments, console: Console) -> None:
    """Print it on stdout."""
    with_deep_recursion(lambda: _show(difference, arguments, console))


def show_all(differences: Sequence[Difference], arguments: Arguments, console: Console) -> None:
    """Print those of several clients as one JSON document or one page."""
    from restamp.api_diff import rendering

    def text() -> str:
        if arguments.format == "html":
            return rendering.as_html(*differences).rstrip("\n")
        return json.dumps(rendering.as_json_of_clients(differences), indent=2)

    console.answer(with_deep_recursion(text))


def decided(difference: Difference, named: Iterable[str], console: Console) -> Difference:
    """The difference as the configuration of the client decides that one of the paths belongs to."""
    diagnostics = Diagnostics()
    config = _client(named)
    severities = {} if config is None else _severities(config, diagnostics)
    policy = Policy(date.today(), severities)
    difference = judged(difference, policy)
    if config is not None and config.accept:
        difference = with_deep_recursion(lambda: _accepted(difference, config, diagnostics))
    console.report(diagnostics)
    return difference


def _client(named: Iterable[str]) -> ClientConfig | None:
    """The client whose document or package is one of these; None without one, or without a configuration."""
    file = configuration.find(Path.cwd())
    if file is None:
        return None
    paths = {os.path.realpath(name) for name in named}
    paths |= {os.path.realpath(name.rpartition("@")[0]) for name in named if "@" in name}
    clients = configuration.from_file(file, shown(file), Diagnostics())
    for client in clients:
        if {os.path.realpath(client.spec), os.path.realpath(client.output)} & paths:
            return client
    return None


def _severities(config: ClientConfig, diagnostics: Diagnostics) -> dict[str, Level]:
    found: dict[str, Level] = {}
    wrong = Diagnostics()
    for rule, level in config.severities:
        at = below("#", "severities", rule)
        if rule not in BY_ID:
            said = f'there is no rule "{rule}"; `restamp diff --rules` lists all'
            wrong.warning("severity-unknown", said, at)
        elif not isinstance(level, str) or level not in [*Level]:
            said = f'"{rule}" has a level of {", ".join(Level)}, not {level!r}'
            wrong.warning("severity-unknown", said, at)
        else:
            found[rule] = Level(level)
    _add_located(wrong, config, diagnostics)
    return found


def _add_located(found: Diagnostics, config: ClientConfig, diagnostics: Diagnostics) -> None:
    """Add what is about a client, with pointers from its table, at its lines of the configuration."""
    if not found.entries or config.file is None:
        return
    from restamp.config.toml_positions import marks

    try:
        text = config.file.read_text("utf-8")
    except (OSError, ValueError):
        text = ""
    places, name = marks(text), shown(config.file)
    tables = (
        below("#", *keys, config.name) for keys in (("clients",), ("tool", "restamp", "clients"))
    )
    table = next((at for at in tables if at in places), "#")
    for diagnostic in found:
        at = table + diagnostic.at.removeprefix("#")
        above = at
        while above not in places and "/" in above:
            above = above.rpartition("/")[0]
        position = places.get(above, Position(1, 1))
        shows = excerpt(text, position)
        diagnostics.add(replace(diagnostic, at=at, file=name, position=position, excerpt=shows))


def _accepted(difference: Difference, config: ClientConfig, diagnostics: Diagnostics) -> Difference:
    """The difference with what is accepted; an approval of nothing is told."""
    from restamp.api_diff.rendering.causes import causes_of

    findings = {finding.fingerprint for finding in difference.findings}
    causes = {c.fingerprint: {f.fingerprint for f in c.findings} for c in causes_of(difference)}
    unmatched = Diagnostics()
    for index, fingerprint in enumerate(config.accept):
        if fingerprint not in findings and fingerprint not in causes:
            said = f'"{fingerprint}" in `accept` of "{config.name}" matches no change any more; remove it'
            unmatched.warning("accept-unmatched", said, below("#", "accept", index))
    _add_located(unmatched, config, diagnostics)
    whole = {one for print_, ones in causes.items() if print_ in config.accept for one in ones}
    return accepted(difference, whole | {*config.accept})


def status(difference: Difference, fail_on: str) -> int:
    """1 where it has a finding, not accepted, of the level to fail on or a worse one."""
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
        case "html":
            console.answer(rendering.as_html(difference).rstrip("\n"))
        case _:
            console.diff(rendering.as_text(difference, spelled_out=arguments.all))
