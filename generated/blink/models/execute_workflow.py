from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.model import Model
from .execute_playbook_body import ExecutePlaybookCallback


class ExecutePlaybookBody(Model):
    callback: ExecutePlaybookCallback | None = None
    """A request that the server makes when the execution has ended."""
    event: dict[str, Any] | None = None
    """Event that an event-based workflow works on."""
    input_values: dict[str, Any] | None = None
    """Values of the workflow's inputs, by name."""
    past_exec_ref: str | None = None
    """ID of the earlier execution that this one repeats."""
    runner: str | None = None
    """Runner group that is to run the workflow."""
    trigger_type: str | None = None
    """Type of the trigger that starts the workflow."""


if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypedDict

    from .execute_playbook_body import ExecutePlaybookCallbackDict

    class ExecutePlaybookBodyDict(TypedDict, total=False):
        callback: ExecutePlaybookCallback | ExecutePlaybookCallbackDict
        event: Mapping[str, Any]
        input_values: Mapping[str, Any]
        past_exec_ref: str
        runner: str
        trigger_type: str

else:
    ExecutePlaybookBodyDict = dict
