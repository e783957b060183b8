"""How `client.client` answers."""

from __future__ import annotations

from .._runtime.fakes import FakeResource, fake
from ..api import client


class FakeClient_(FakeResource):
    """How `client.client` answers."""

    get_broken = fake(client.get_broken)
    get_bytes = fake(client.get_bytes)
    get_text = fake(client.get_text)
