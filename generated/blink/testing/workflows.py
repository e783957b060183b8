"""How `client.workflows` answers."""

from __future__ import annotations

from .._runtime.fakes import FakeResource, fake
from ..api import workflows


class FakeWorkflows(FakeResource):
    """How `client.workflows` answers."""

    execute = fake(workflows.execute_workflow)
