from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import Model
from .._runtime.scalars import DateTime


class Thing(Model):
    """Required, optional and nullable are three different things."""

    id: str
    parent: str | None
    """Required, may be null."""
    note: str | None = None
    """May be absent. Default: "none yet"."""
    closed: int | None = None
    """May be absent or null. Deprecated."""
    count: int | None = None
    """Default: 3. From 0 to 10."""
    any: Any = None
    started_at: Annotated[DateTime | None, Field(alias="startedAt")] = None
