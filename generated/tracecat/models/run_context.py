from __future__ import annotations

from uuid import UUID

from .._runtime.model import Model


class RunContext(Model):
    """The execution that something runs in."""

    wf_id: str
    """ID of the workflow."""
    wf_exec_id: str
    """ID of the execution."""
    wf_run_id: UUID
    """ID of the run."""
    environment: str
    """Environment whose secrets are used."""
