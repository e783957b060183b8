from __future__ import annotations

from .._runtime.model import OpenStr


class ExprContext(OpenStr):
    """What an expression of a workflow may refer to."""

    ACTIONS = "ACTIONS"
    SECRETS = "SECRETS"
    FN = "FN"
    INPUTS = "INPUTS"
    ENV = "ENV"
    TRIGGER = "TRIGGER"
    VAR = "var"
    INPUTS_LOWER = "inputs"
    STEPS = "steps"
