"""`restamp update --bump`: the version of the project whose clients are updated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from restamp.cli.console import Console
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.workflows.publishing.bump import Project, bump_of, project_of, write
from restamp.workflows.selection import display_path

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference


def project_to_raise(clients: Sequence[ClientConfig], console: Console) -> Project | None:
    """The project of the clients; None, with an error printed, if its version cannot be raised."""
    diagnostics = Diagnostics()
    project = project_of(clients[0].root, diagnostics)
    console.report(diagnostics)
    return project


def raise_version(
    project: Project, differences: Sequence[Difference], console: Console, *, dry_run: bool
) -> bool:
    """Raise the version, and add the changes to the changelog; False, with errors printed, if that fails."""
    diagnostics = Diagnostics()
    bump = bump_of(project, differences, diagnostics)
    if not diagnostics.failed and not dry_run:
        write(bump, diagnostics)
    console.report(diagnostics)
    if not diagnostics.failed:
        note = " (--dry-run)" if dry_run else ""
        change = f"{bump.old} -> {bump.new}"
        if bump.old == bump.new:
            change = f"{bump.old} is unreleased in CHANGELOG.md, and high enough"
        console.status(f"{display_path(project.file)}: version {change}{note}")
    return not diagnostics.failed
