from __future__ import annotations

from .._runtime.model import Model
from .state import State


class Account(Model):
    parent: Account | None = None
    state: State | None = None
