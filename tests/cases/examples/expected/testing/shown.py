"""How `client.shown` answers."""

from __future__ import annotations

from .._runtime.fakes import FakeResource, fake
from ..api import shown


class FakeShown(FakeResource):
    """How `client.shown` answers."""

    delete_it = fake(shown.delete_it)
    get_media_type = fake(shown.get_media_type)
    get_text_of_json = fake(shown.get_text_of_json)
    put_named = fake(shown.put_named)
