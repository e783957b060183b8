"""What a configuration decides about the findings of a difference: their levels, and which are accepted."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from restamp.api_diff.changes.findings import Difference, Level
from restamp.api_diff.rules import BY_ID
from restamp.api_diff.rules.policy import Policy, accepted, judged
from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.excerpt import excerpt
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.position import Position
from restamp.pointers import below
from restamp.recursion import with_deep_recursion
from restamp.workflows.selection import display_path


def decided(
    difference: Difference, named: Iterable[str], root: Path, diagnostics: Diagnostics
) -> Difference:
    """The difference as the configuration of the client decides that one of the paths belongs to."""
    config = _client(named, root)
    severities = {} if config is None else _severities(config, diagnostics)
    difference = judged(difference, Policy(date.today(), severities))
    if config is not None and config.accept:
        difference = with_deep_recursion(lambda: _accepted(difference, config, diagnostics))
    return difference


def is_failing(difference: Difference, fail_on: str) -> bool:
    """Whether it has a finding, not accepted, of the level to fail on or a worse one; `any` and `none` are levels."""
    if fail_on == "none":
        return False
    limit = Level.HARMLESS if fail_on == "any" else Level(fail_on)
    return any(not f.accepted and f.level.rank <= limit.rank for f in difference.findings)


def _client(named: Iterable[str], root: Path) -> ClientConfig | None:
    """The client whose document or package is one of these; None without one, or without a configuration."""
    file = configuration.find(root)
    if file is None:
        return None
    paths = {os.path.realpath(root / name) for name in named}
    paths |= {os.path.realpath(root / name.rpartition("@")[0]) for name in named if "@" in name}
    clients = configuration.from_file(file, display_path(file), Diagnostics())
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
    places, name = marks(text), display_path(config.file)
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
