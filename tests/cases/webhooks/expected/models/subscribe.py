from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import Model
from .._runtime.scalars import DateTime


class OnEventHeaders(Model):
    """The headers of a request that the API sends."""

    x_sent_at: Annotated[DateTime | None, Field(alias="X-Sent-At")] = None


class OnEventPayload(Model):
    at: DateTime
