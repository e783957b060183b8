"""A fake of the API, for tests of what calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.fakes import FakeApi, FakeCall, UnexpectedCall
from ..client import API, AsyncClient, Client

if TYPE_CHECKING:
    from .workflow_executions import FakeWorkflowExecutions

__all__ = ["Fake", "FakeCall", "UnexpectedCall"]


class Fake(FakeApi[Client, AsyncClient]):
    """The API as a test wants it: it says how operations answer, and sees the calls.

    An operation of which it says nothing answers with an example, or raises
    `UnexpectedCall` where the fake is `strict`.
    """

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__(__name__, API, Client, AsyncClient, strict=strict)

    @property
    def workflow_executions(self) -> FakeWorkflowExecutions:
        """How `client.workflow_executions` answers."""
        from .workflow_executions import FakeWorkflowExecutions

        return FakeWorkflowExecutions(self)
