"""The models; each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .error_wrapper import ErrorWrapper as ErrorWrapper
    from .execute_workflow import ExecutePlaybookBody as ExecutePlaybookBody
    from .execute_workflow import ExecutePlaybookBodyDict as ExecutePlaybookBodyDict
    from .execute_playbook_body import (
        ExecutePlaybookCallback as ExecutePlaybookCallback,
    )
    from .execute_playbook_body import (
        ExecutePlaybookCallbackDict as ExecutePlaybookCallbackDict,
    )
    from .input_params import InputParams as InputParams
    from .paging_info import PagingInfo as PagingInfo
    from .playbook_execution import PlaybookExecution as PlaybookExecution
    from .list_executions import PlaybookExecutionPage as PlaybookExecutionPage
    from .playbook_execution_with_subflow_names import (
        PlaybookExecutionWithSubflowNames as PlaybookExecutionWithSubflowNames,
    )
    from .rql_query import RqlQuery as RqlQuery
    from .rql_query import RqlQueryDict as RqlQueryDict
    from .started_execution import StartedExecution as StartedExecution
    from .step_results import StepResults as StepResults
else:
    from .._runtime.lazy import lazy_exports

    __getattr__ = lazy_exports(
        __name__,
        {
            "ErrorWrapper": "error_wrapper",
            "ExecutePlaybookBody": "execute_workflow",
            "ExecutePlaybookBodyDict": "execute_workflow",
            "ExecutePlaybookCallback": "execute_playbook_body",
            "ExecutePlaybookCallbackDict": "execute_playbook_body",
            "InputParams": "input_params",
            "PagingInfo": "paging_info",
            "PlaybookExecution": "playbook_execution",
            "PlaybookExecutionPage": "list_executions",
            "PlaybookExecutionWithSubflowNames": "playbook_execution_with_subflow_names",
            "RqlQuery": "rql_query",
            "RqlQueryDict": "rql_query",
            "StartedExecution": "started_execution",
            "StepResults": "step_results",
        },
    )

__all__ = [
    "ErrorWrapper",
    "ExecutePlaybookBody",
    "ExecutePlaybookBodyDict",
    "ExecutePlaybookCallback",
    "ExecutePlaybookCallbackDict",
    "InputParams",
    "PagingInfo",
    "PlaybookExecution",
    "PlaybookExecutionPage",
    "PlaybookExecutionWithSubflowNames",
    "RqlQuery",
    "RqlQueryDict",
    "StartedExecution",
    "StepResults",
]
