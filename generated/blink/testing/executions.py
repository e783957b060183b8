"""How `client.executions` answers."""

from __future__ import annotations

from .._runtime.fakes import FakeResource, fake
from ..api import executions


class FakeExecutions(FakeResource):
    """How `client.executions` answers."""

    get = fake(executions.get_execution)
    list = fake(executions.list_executions)
