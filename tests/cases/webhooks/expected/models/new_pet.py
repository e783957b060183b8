from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import Model


class NewPetHeaders(Model):
    """The headers of a request that the API sends."""

    x_signature: Annotated[str, Field(alias="X-Signature")]
    """HMAC of the body."""
    x_attempt: Annotated[int | None, Field(alias="x-attempt")] = None
