"""A program that calls Restamp; tests/cli/test_functions.py runs it."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import restamp


def outdated(root: Path) -> list[str]:
    """The files that differ from what the configuration of a project says."""
    result = restamp.check(root=root)
    assert_type(result.failed, bool)
    assert_type([client.diff for client in result.clients], list[str])
    assert_type([client.changed for client in result.clients], list[tuple[str, ...]])
    assert_type(result.is_up_to_date, bool)
    return [f"{client.name}: {path}" for client in result.clients for path in client.changed]


def regenerate(root: Path, *names: str) -> str:
    """Generate clients; the errors, if there are any."""
    result = restamp.generate(*names, root=str(root), strict=True, allow_paths=[root / "shared"])
    assert_type(result.clients[0].output, Path)
    assert_type(result.clients[0].name, str)
    assert_type([d.code for d in result.diagnostics], list[str])
    return "\n".join(f"{d.file}:{d.position.line}: {d.message}" for d in result.diagnostics)


def vendor(document: Path, package: Path) -> bool:
    """Generate a client that no configuration describes."""
    result = restamp.generate(spec=document, output=package, overlays=(), force=True)
    assert_type([client.failed for client in result.clients], list[bool])
    return not result.failed


def compare(old: Path, new: Path) -> tuple[bool, str]:
    """Whether a new document breaks callers, and how, in Markdown."""
    result = restamp.diff(old, new)
    assert_type(result.failed, bool)
    (changes,) = result.changes
    assert_type(changes.render("json"), str)
    return changes.fails("breaking"), changes.render("markdown")


def upgrade(root: Path) -> list[tuple[str, bool]]:
    """Update every client; its name, and whether callers break."""
    result = restamp.update(root=root, dry_run=False)
    assert_type(result.changes[0].client, str)
    return [(changes.client, changes.fails()) for changes in result.changes]
