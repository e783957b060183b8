"""The models; each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .access_level import AccessLevel as AccessLevel
    from .action_retry_policy import ActionRetryPolicy as ActionRetryPolicy
    from .action_statement import ActionStatement as ActionStatement
    from .approval_interaction import ApprovalInteraction as ApprovalInteraction
    from .dsl_config import DSLConfig as DSLConfig
    from .dsl_entrypoint import DSLEntrypoint as DSLEntrypoint
    from .dsl_input import DSLInput as DSLInput
    from .dsl_run_args import DSLRunArgs as DSLRunArgs
    from .event_failure import EventFailure as EventFailure
    from .event_group import EventGroup as EventGroup
    from .execution_type import ExecutionType as ExecutionType
    from .expected_field import ExpectedField as ExpectedField
    from .expr_context import ExprContext as ExprContext
    from .get_workflow_definition_activity_inputs import (
        GetWorkflowDefinitionActivityInputs as GetWorkflowDefinitionActivityInputs,
    )
    from .http_validation_error import HTTPValidationError as HTTPValidationError
    from .interaction_context import InteractionContext as InteractionContext
    from .interaction_input import InteractionInput as InteractionInput
    from .interaction_result import InteractionResult as InteractionResult
    from .interaction_state import InteractionState as InteractionState
    from .interaction_status import InteractionStatus as InteractionStatus
    from .interaction_type import InteractionType as InteractionType
    from .join_strategy import JoinStrategy as JoinStrategy
    from .response_interaction import ResponseInteraction as ResponseInteraction
    from .role import Role as Role
    from .role import RoleService as RoleService
    from .role import RoleType as RoleType
    from .run_action_input import RunActionInput as RunActionInput
    from .run_context import RunContext as RunContext
    from .search_workflow_executions import SearchRelation as SearchRelation
    from .search_workflow_executions import SearchStatusMode as SearchStatusMode
    from .special_user_id import SpecialUserID as SpecialUserID
    from .trigger import Trigger as Trigger
    from .trigger import TriggerKind as TriggerKind
    from .trigger_type import TriggerType as TriggerType
    from .validation_error import ValidationError as ValidationError
    from .workflow_event_type import WorkflowEventType as WorkflowEventType
    from .workflow_execution_create import (
        WorkflowExecutionCreate as WorkflowExecutionCreate,
    )
    from .workflow_execution_create import (
        WorkflowExecutionCreateDict as WorkflowExecutionCreateDict,
    )
    from .workflow_execution_create_response import (
        WorkflowExecutionCreateResponse as WorkflowExecutionCreateResponse,
    )
    from .workflow_execution_event import (
        WorkflowExecutionEvent as WorkflowExecutionEvent,
    )
    from .workflow_execution_event_compact import (
        WorkflowExecutionEventCompact as WorkflowExecutionEventCompact,
    )
    from .workflow_execution_event_status import (
        WorkflowExecutionEventStatus as WorkflowExecutionEventStatus,
    )
    from .workflow_execution_read import WorkflowExecutionRead as WorkflowExecutionRead
    from .workflow_execution_read_compact import (
        WorkflowExecutionReadCompact as WorkflowExecutionReadCompact,
    )
    from .workflow_execution_read_minimal import (
        WorkflowExecutionReadMinimal as WorkflowExecutionReadMinimal,
    )
    from .workflow_execution_status import (
        WorkflowExecutionStatus as WorkflowExecutionStatus,
    )
    from .workflow_execution_terminate import (
        WorkflowExecutionTerminate as WorkflowExecutionTerminate,
    )
    from .workflow_execution_terminate import (
        WorkflowExecutionTerminateDict as WorkflowExecutionTerminateDict,
    )
    from .workflow_run_page import WorkflowRunPage as WorkflowRunPage
    from .workflow_run_read_minimal import (
        WorkflowRunReadMinimal as WorkflowRunReadMinimal,
    )
else:
    from .._runtime.lazy import lazy_exports

    __getattr__ = lazy_exports(
        __name__,
        {
            "AccessLevel": "access_level",
            "ActionRetryPolicy": "action_retry_policy",
            "ActionStatement": "action_statement",
            "ApprovalInteraction": "approval_interaction",
            "DSLConfig": "dsl_config",
            "DSLEntrypoint": "dsl_entrypoint",
            "DSLInput": "dsl_input",
            "DSLRunArgs": "dsl_run_args",
            "EventFailure": "event_failure",
            "EventGroup": "event_group",
            "ExecutionType": "execution_type",
            "ExpectedField": "expected_field",
            "ExprContext": "expr_context",
            "GetWorkflowDefinitionActivityInputs": "get_workflow_definition_activity_inputs",
            "HTTPValidationError": "http_validation_error",
            "InteractionContext": "interaction_context",
            "InteractionInput": "interaction_input",
            "InteractionResult": "interaction_result",
            "InteractionState": "interaction_state",
            "InteractionStatus": "interaction_status",
            "InteractionType": "interaction_type",
            "JoinStrategy": "join_strategy",
            "ResponseInteraction": "response_interaction",
            "Role": "role",
            "RoleService": "role",
            "RoleType": "role",
            "RunActionInput": "run_action_input",
            "RunContext": "run_context",
            "SearchRelation": "search_workflow_executions",
            "SearchStatusMode": "search_workflow_executions",
            "SpecialUserID": "special_user_id",
            "Trigger": "trigger",
            "TriggerKind": "trigger",
            "TriggerType": "trigger_type",
            "ValidationError": "validation_error",
            "WorkflowEventType": "workflow_event_type",
            "WorkflowExecutionCreate": "workflow_execution_create",
            "WorkflowExecutionCreateDict": "workflow_execution_create",
            "WorkflowExecutionCreateResponse": "workflow_execution_create_response",
            "WorkflowExecutionEvent": "workflow_execution_event",
            "WorkflowExecutionEventCompact": "workflow_execution_event_compact",
            "WorkflowExecutionEventStatus": "workflow_execution_event_status",
            "WorkflowExecutionRead": "workflow_execution_read",
            "WorkflowExecutionReadCompact": "workflow_execution_read_compact",
            "WorkflowExecutionReadMinimal": "workflow_execution_read_minimal",
            "WorkflowExecutionStatus": "workflow_execution_status",
            "WorkflowExecutionTerminate": "workflow_execution_terminate",
            "WorkflowExecutionTerminateDict": "workflow_execution_terminate",
            "WorkflowRunPage": "workflow_run_page",
            "WorkflowRunReadMinimal": "workflow_run_read_minimal",
        },
    )

__all__ = [
    "AccessLevel",
    "ActionRetryPolicy",
    "ActionStatement",
    "ApprovalInteraction",
    "DSLConfig",
    "DSLEntrypoint",
    "DSLInput",
    "DSLRunArgs",
    "EventFailure",
    "EventGroup",
    "ExecutionType",
    "ExpectedField",
    "ExprContext",
    "GetWorkflowDefinitionActivityInputs",
    "HTTPValidationError",
    "InteractionContext",
    "InteractionInput",
    "InteractionResult",
    "InteractionState",
    "InteractionStatus",
    "InteractionType",
    "JoinStrategy",
    "ResponseInteraction",
    "Role",
    "RoleService",
    "RoleType",
    "RunActionInput",
    "RunContext",
    "SearchRelation",
    "SearchStatusMode",
    "SpecialUserID",
    "Trigger",
    "TriggerKind",
    "TriggerType",
    "ValidationError",
    "WorkflowEventType",
    "WorkflowExecutionCreate",
    "WorkflowExecutionCreateDict",
    "WorkflowExecutionCreateResponse",
    "WorkflowExecutionEvent",
    "WorkflowExecutionEventCompact",
    "WorkflowExecutionEventStatus",
    "WorkflowExecutionRead",
    "WorkflowExecutionReadCompact",
    "WorkflowExecutionReadMinimal",
    "WorkflowExecutionStatus",
    "WorkflowExecutionTerminate",
    "WorkflowExecutionTerminateDict",
    "WorkflowRunPage",
    "WorkflowRunReadMinimal",
]
