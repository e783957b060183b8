from __future__ import annotations

from .._runtime.model import Model
from .pet import Pet


class ListPetsResponse(Model):
    pets: list[Pet] | None = None
