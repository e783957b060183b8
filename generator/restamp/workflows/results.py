"""Result types of the functions of `restamp`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from restamp.diagnostics.model import Diagnostic
from restamp.records import dataclass

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference
    from restamp.workflows.changes.rendering import Format

Level = Literal["breaking", "tests", "any", "none"]


@dataclass(frozen=True, slots=True)
class ClientResult:
    """The result for one client."""

    name: str
    output: Path
    """The folder of the package."""
    changed: tuple[str, ...] = ()
    """The paths in the package that were written or removed, or that `generate` would write or remove."""
    diff: str = ""
    """A unified diff; for `check`, of what `generate` would change, otherwise of edits that prevented writing."""
    failed: bool = False
    """Whether the package was not written because of an error."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new version of a document changes for callers of the client."""

    difference: Difference
    """The findings; their fields are not stable yet."""
    client: str = ""
    """The client of the configuration; empty for `diff`."""

    def fails(self, level: Level = "breaking") -> bool:
        """Whether there is a change of this level or a worse one that the configuration does not accept."""
        from restamp.workflows.changes.policy import is_failing

        return is_failing(self.difference, level)

    def render(self, format: Format = "text") -> str:
        """The changes as `restamp diff --format` prints them."""
        from restamp.workflows.changes.rendering import rendered

        return rendered(self.difference, format)


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a function; `clients` are those it processed, sorted by name."""

    clients: tuple[ClientResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    changes: tuple[Changes, ...] = ()
    """`update`: what changes for callers, for each client that changes. `diff`: one, if both sides can be read."""

    failed: bool = False
    """Whether a client could not be processed; see the diagnostics."""

    @property
    def is_up_to_date(self) -> bool:
        """Whether all clients were processed, and no file changed or would change."""
        return not self.failed and not any(client.changed for client in self.clients)
