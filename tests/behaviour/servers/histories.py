"""Histories of Tracecat executions, with everything that an event may hold."""

from __future__ import annotations

from typing import Any

RUN = "6a3f6a3f-0000-4000-8000-000000000001"
ID = "wf_1a2B/exec_3c4D"
START = "2025-04-01T12:00:00Z"
CLOSE = "2025-04-01T12:00:05.250000Z"

ROLE = {
    "type": "service",
    "workspace_id": "2f0a9e1c-9b1d-4c43-8d3f-6f6a5f6c2b11",
    "user_id": None,
    "access_level": 999,
    "service_id": "tracecat-api",
}
RUN_CONTEXT = {"wf_id": "wf_1a2B", "wf_exec_id": ID, "wf_run_id": RUN, "environment": "default"}
STATEMENT = {
    "ref": "reshape_it",
    "description": "",
    "action": "core.transform.reshape",
    "args": {"value": "${{ TRIGGER.x }}"},
    "depends_on": [],
    "interaction": {"type": "approval", "timeout": 3600.5, "required_approvers": 2},
    "run_if": None,
    "for_each": ["${{ for var.x in [1] }}"],
    "retry_policy": {"max_attempts": 1, "timeout": 300, "retry_until": None},
    "start_delay": 0.0,
    "join_strategy": "all",
}
RUN_ACTION = {"task": STATEMENT, "exec_context": {"ACTIONS": {}}, "run_context": RUN_CONTEXT}
DSL_RUN = {
    "role": ROLE,
    "dsl": {
        "title": "Reshape",
        "description": "One action",
        "entrypoint": {"ref": "reshape_it", "expects": {"x": {"type": "int", "default": 1}}},
        "actions": [STATEMENT],
        "config": {"environment": "default", "timeout": 300.0},
        "triggers": [{"type": "webhook", "ref": "hook", "args": {}}],
        "inputs": {},
        "returns": None,
        "error_handler": None,
    },
    "wf_id": "wf_1a2B",
    "trigger_inputs": [1, 2],
    "runtime_config": {"environment": "default", "timeout": 300.0},
    "timeout": "PT5M",
    "schedule_id": None,
}
DEFINITION = {"role": ROLE, "workflow_id": "wf_1a2B", "version": 3, "task": STATEMENT}
INTERACTION_RESULT = {"message": "approved", "detail": {"by": "ada"}}
INTERACTION_INPUT = {
    "interaction_id": "9d1f0e4e-1d55-4f0f-9a39-0a3e1d3c1b1a",
    "execution_id": ID,
    "action_ref": "reshape_it",
    "data": {"approved": True},
}
UNKNOWN_INPUT = {"prompt": "a kind of call that came later", "depth": {"n": [1, None]}}

ACTION_INPUTS: dict[str, dict[str, Any]] = {
    "RunActionInput": RUN_ACTION,
    "DSLRunArgs": DSL_RUN,
    "GetWorkflowDefinitionActivityInputs": DEFINITION,
    "InteractionResult": INTERACTION_RESULT,
    "InteractionInput": INTERACTION_INPUT,
    "UnknownVariant": UNKNOWN_INPUT,
}
"""What a call may have been called with, by the class that it is decoded to."""


def event(number: int, kind: str, action_input: object = None, **more: object) -> dict[str, Any]:
    """An event; with an input, that of a call."""
    record: dict[str, Any] = {
        "event_id": number,
        "event_time": START,
        "event_type": kind,
        "task_id": 1000 + number,
        "event_group": None,
        "failure": None,
        "result": None,
        "role": ROLE,
        "parent_wf_exec_id": None,
        "workflow_timeout": None,
        **more,
    }
    if action_input is not None:
        record["event_group"] = {
            "event_id": number,
            "udf_namespace": "core.transform",
            "udf_name": "reshape",
            "udf_key": "core.transform.reshape",
            "action_id": None,
            "action_input": action_input,
            "action_result": None,
            "current_attempt": 1,
            "retry_policy": {"max_attempts": 1, "timeout": 300, "retry_until": None},
            "start_delay": 0.0,
            "join_strategy": "all",
            "related_wf_exec_id": None,
        }
    return record


def history() -> list[dict[str, Any]]:
    """The events of a whole execution."""
    calls = [
        event(number, "ACTIVITY_TASK_SCHEDULED", action_input)
        for number, action_input in enumerate(ACTION_INPUTS.values(), 2)
    ]
    failure = {"message": "it broke", "cause": {"type": "ValueError", "stack": [{"line": 1}]}}
    return [
        event(1, "WORKFLOW_EXECUTION_STARTED", workflow_timeout=300.0),
        *calls,
        event(8, "ACTIVITY_TASK_FAILED", failure=failure),
        event(9, "WORKFLOW_EXECUTION_COMPLETED", result={"ok": [True, None, 1.5]}),
    ]


def compact() -> list[dict[str, Any]]:
    """The actions of the same execution."""
    return [
        {
            "source_event_id": 2,
            "schedule_time": START,
            "start_time": START,
            "close_time": CLOSE,
            "curr_event_type": "ACTIVITY_TASK_FAILED",
            "status": "FAILED",
            "action_name": "core.transform.reshape",
            "action_ref": "reshape_it",
            "action_input": RUN_ACTION,
            "action_result": None,
            "action_error": {"message": "it broke", "cause": None},
            "child_wf_exec_id": None,
            "child_wf_count": 0,
            "loop_index": None,
        }
    ]
