from __future__ import annotations

from typing import Any

from .._runtime.model import Model
from .._runtime.scalars import Duration
from .dsl_config import DSLConfig
from .dsl_input import DSLInput
from .role import Role
from .run_context import RunContext


class DSLRunArgs(Model):
    """What a workflow was started with."""

    role: Role
    dsl: DSLInput | None = None
    wf_id: str
    """ID of the workflow."""
    trigger_inputs: Any = None
    """What the trigger passed on."""
    parent_run_context: RunContext | None = None
    """Where the workflow was started from, if another one started it."""
    runtime_config: DSLConfig | None = None
    """How this execution is run."""
    timeout: Duration | None = None
    """How long the execution may take."""
    schedule_id: str | None = None
    """ID of the schedule that started the execution."""
