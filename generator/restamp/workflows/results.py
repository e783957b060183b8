"""What the functions of `restamp` return."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from restamp.diagnostics.model import Diagnostic

if TYPE_CHECKING:
    from restamp.api_diff.changes.findings import Difference
    from restamp.workflows.changes.rendering import Format

Level = Literal["breaking", "tests", "any", "none"]


@dataclass(frozen=True, slots=True)
class ClientResult:
    """What happened to one client."""

    name: str
    output: Path
    """The folder of the package."""
    changed: tuple[str, ...] = ()
    """The paths in the package that were written or removed, or that `generate` would write or remove."""
    diff: str = ""
    """`check`: a unified diff to what the inputs say. `generate`, `update`: of edits that stopped the writing."""
    failed: bool = False
    """Whether an error left the package unchanged."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the next version of a document changes for callers of the client."""

    difference: Difference
    """The findings; their form is not stable yet."""
    client: str = ""
    """The client of the configuration; empty for `diff`."""

    def fails(self, level: Level = "breaking") -> bool:
        """Whether there is a change, not accepted by the configuration, of this level or a worse one."""
        from restamp.workflows.changes.policy import is_failing

        return is_failing(self.difference, level)

    def render(self, format: Format = "text") -> str:
        """The changes as `restamp diff --format` prints them."""
        from restamp.workflows.changes.rendering import rendered

        return rendered(self.difference, format)


@dataclass(frozen=True, slots=True)
class Result:
    """What a function did; `clients` are those it got to, in the order of their names."""

    clients: tuple[ClientResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    changes: tuple[Changes, ...] = ()
    """`update`: what changes for callers, for each client that changes. `diff`: one, if both sides can be read."""

    failed: bool = False
    """Whether an input is wrong, so that a client could not be processed; the diagnostics say why."""

    @property
    def is_up_to_date(self) -> bool:
        """Whether all clients could be processed, and no file of them changed or would change."""
        return not self.failed and not any(client.changed for client in self.clients)
