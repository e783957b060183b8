from __future__ import annotations

from typing import Any

from .._runtime.model import Model, OpenStr


class NamedName(Model):
    first: str | None = None


class NamedAlias(OpenStr):
    X = "x"
    Y = "y"


class Named(Model):
    name: NamedName | None = None
    alias: NamedAlias | None = None
    nothing: Any = None
    anything: Any = None
