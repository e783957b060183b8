"""Apply the policy of a configuration to findings: their levels, and which are accepted."""

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
from restamp.pointers import join_pointer
from restamp.recursion import with_deep_recursion
from restamp.workflows.selection import display_path


def decided(
    difference: Difference, named: Iterable[str], root: Path, diagnostics: Diagnostics
) -> Difference:
    """Apply the policy of the client that one of the paths belongs to."""
    config = client_of(named, root)
    severities = {} if config is None else _severities(config, diagnostics)
    difference = judged(difference, Policy(date.today(), severities))
    if config is not None and config.accept:
        difference = with_deep_recursion(lambda: _accepted(difference, config, diagnostics))
    return difference


def is_failing(difference: Difference, fail_on: str) -> bool:
    """Whether it has a finding of this level or a worse one that is not accepted; `any` and `none` count as levels."""
    if fail_on == "none":
        return False
    limit = Level.HARMLESS if fail_on == "any" else Level(fail_on)
    return any(not f.accepted and f.level.rank <= limit.rank for f in difference.findings)


def client_of(named: Iterable[str], root: Path) -> ClientConfig | None:
    """The client with one of these documents or packages; None if there is none, or no configuration."""
    file = configuration.find(root)
    if file is None:
        return None
    names = tuple(named)
    paths = {os.path.realpath(root / name) for name in names}
    paths |= {os.path.realpath(root / name.rpartition("@")[0]) for name in names if "@" in name}
    clients = configuration.from_file(file, display_path(file), Diagnostics())
    for client in clients:
        places = {os.path.realpath(client.spec), os.path.realpath(client.output)}
        if places & paths or client.source in names:
            return client
    return None


def _severities(config: ClientConfig, diagnostics: Diagnostics) -> dict[str, Level]:
    levels: dict[str, Level] = {}
    wrong = Diagnostics()
    for rule, level in config.severities:
        at = join_pointer("#", "severities", rule)
        if rule not in BY_ID:
            message = f'unknown rule "{rule}"; `restamp diff --rules` lists all rules'
            wrong.warning("severity-unknown", message, at)
        elif not isinstance(level, str) or level not in [*Level]:
            message = f'the level of "{rule}" must be one of {", ".join(Level)}, not {level!r}'
            wrong.warning("severity-unknown", message, at)
        else:
            levels[rule] = Level(level)
    _add_located(wrong, config, diagnostics)
    return levels


def _add_located(entries: Diagnostics, config: ClientConfig, diagnostics: Diagnostics) -> None:
    """Add diagnostics about a client, with their lines in the configuration."""
    if not entries.entries or config.file is None:
        return
    from restamp.config.toml_positions import marks

    try:
        text = config.file.read_text("utf-8")
    except (OSError, ValueError):
        text = ""
    places, name = marks(text), display_path(config.file)
    tables = (
        join_pointer("#", *keys, config.name)
        for keys in (("clients",), ("tool", "restamp", "clients"))
    )
    table = next((at for at in tables if at in places), "#")
    for diagnostic in entries:
        at = table + diagnostic.at.removeprefix("#")
        above = at
        while above not in places and "/" in above:
            above = above.rpartition("/")[0]
        position = places.get(above, Position(1, 1))
        shows = excerpt(text, position)
        diagnostics.add(replace(diagnostic, at=at, file=name, position=position, excerpt=shows))


def _accepted(difference: Difference, config: ClientConfig, diagnostics: Diagnostics) -> Difference:
    """Mark accepted findings, and report fingerprints that match none."""
    from restamp.api_diff.rendering.causes import causes_of

    findings = {finding.fingerprint for finding in difference.findings}
    causes = {c.fingerprint: {f.fingerprint for f in c.findings} for c in causes_of(difference)}
    unmatched = Diagnostics()
    for index, fingerprint in enumerate(config.accept):
        if fingerprint not in findings and fingerprint not in causes:
            message = f'"{fingerprint}" in `accept` of "{config.name}" no longer matches a change; remove it'
            unmatched.warning("accept-unmatched", message, join_pointer("#", "accept", index))
    _add_located(unmatched, config, diagnostics)
    whole = {one for print_, ones in causes.items() if print_ in config.accept for one in ones}
    return accepted(difference, whole | {*config.accept})
