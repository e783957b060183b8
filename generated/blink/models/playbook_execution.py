from __future__ import annotations

from .._runtime.model import Model
from .step_results import StepResults


class PlaybookExecution(Model):
    """One run of a playbook, as it stands in a list."""

    app_id: str | None = None
    async_parent_execution_id: str | None = None
    """ID of the execution that started this one asynchronously."""
    cancel_reason: str | None = None
    """Why the execution was cancelled."""
    created_at: int | None = None
    """When the execution was created, in milliseconds since the epoch."""
    created_by: str | None = None
    """Who created the execution."""
    ctrl_id: str | None = None
    draft_execution_number: int | None = None
    engine_v2_compile_error: str | None = None
    """Error of compiling the workflow for version 2 of the engine."""
    engine_version: str | None = None
    """Version of the workflow engine that is preferred."""
    error_details: dict[str, str] | None = None
    """What went wrong, usually with the keys `message` and `error_code`."""
    execution_depth: int | None = None
    """How deep the execution is nested below the top one."""
    execution_number: int | None = None
    """Number of the execution, unique within its playbook."""
    finished_at: int | None = None
    """When the execution ended, in milliseconds since the epoch."""
    id: str | None = None
    """ID of the execution."""
    last_playbook_name: str | None = None
    """Name that the playbook had when it was deleted."""
    name: str | None = None
    net_runtime_ms: int | None = None
    """Net run time, in milliseconds."""
    parent_execution_id: str | None = None
    """ID of the execution that started this one."""
    playbook: str | None = None
    playbook_id: str | None = None
    """ID of the playbook that was executed."""
    runner_cluster_version: str | None = None
    runner_group_id: str | None = None
    """ID of the runner group."""
    runner_id: str | None = None
    """ID of the runner; may be empty."""
    runner_version: str | None = None
    """Version of the runner."""
    started_at: int | None = None
    """When the execution started, in milliseconds since the epoch."""
    state: str | None = None
    """Raw state; `state_ui` is the one to read where there is one."""
    state_ui: str | None = None
    """State as shown to a user. Completed, Failed, Cancelled, Timeout and Skipped are
    final; Paused waits for a person.
    """
    step_results: StepResults | None = None
    tenant_id: str | None = None
    """ID of the tenant."""
    test_session_id: str | None = None
    timeout: int | None = None
    """Time limit of the execution, in milliseconds."""
    top_execution_id: str | None = None
    """ID of the outermost execution that this one is part of."""
    top_execution_started_at: int | None = None
    """When the outermost execution started, in milliseconds since the epoch."""
    trigger_type: str | None = None
    """Type of the trigger that started the workflow."""
    type: str | None = None
    updated_at: int | None = None
    """When the execution was last changed, in milliseconds since the epoch."""
    updated_by: str | None = None
    """Who last changed the execution."""
    version: str | None = None
    with_concurrency_limit: bool | None = None
    """Whether a concurrency limit applies."""
    workspace_id: str | None = None
    """ID of the workspace."""
