"""How `client.schemas` answers."""

from __future__ import annotations

from .._runtime.fakes import FakeResource, fake
from ..api import schemas


class FakeSchemas(FakeResource):
    """How `client.schemas` answers."""

    choose = fake(schemas.choose)
    compose = fake(schemas.compose)
    get_of_schema = fake(schemas.get_of_schema)
    not_shown = fake(schemas.not_shown)
    recur = fake(schemas.recur)
