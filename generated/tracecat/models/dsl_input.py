from __future__ import annotations

from typing import Any

from .._runtime.model import Model
from .action_statement import ActionStatement
from .dsl_config import DSLConfig
from .dsl_entrypoint import DSLEntrypoint
from .trigger import Trigger


class DSLInput(Model):
    """A workflow definition."""

    title: str
    """Name of the workflow."""
    description: str
    """What the workflow is for."""
    entrypoint: DSLEntrypoint
    actions: list[ActionStatement]
    """The actions of the workflow."""
    config: DSLConfig | None = None
    triggers: list[Trigger] | None = None
    """What starts the workflow."""
    inputs: dict[str, Any] | None = None
    """Values that every execution starts with."""
    returns: Any = None
    """What the workflow answers with."""
    error_handler: str | None = None
    """Workflow that is started when this one fails."""
