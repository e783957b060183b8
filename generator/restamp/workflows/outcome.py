"""The result of writing one client."""

from __future__ import annotations

from restamp.diagnostics.model import Diagnostic
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of writing one client."""

    changed: tuple[str, ...] = ()
    """The paths in the package that were written or removed."""
    edits: str = ""
    """A unified diff of the files that were edited by hand, if they prevented writing."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False
    """Whether nothing was written because of an error."""
    has_runtime: bool = False
    """Whether the shared runtime was written."""
    remarks: tuple[str, ...] = ()
    """What became of a shared runtime that no client uses any more."""
