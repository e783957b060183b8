from __future__ import annotations

from .._runtime.model import Model
from .any import Any


class V2Thing(Model):
    any: Any | None = None
