"""A fake of the API, for tests of what calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.fakes import FakeApi, FakeCall, UnexpectedCall
from ..client import API, AsyncClient, Client

if TYPE_CHECKING:
    from .client import FakeClient_
    from .schemas import FakeSchemas
    from .shown import FakeShown

__all__ = ["Fake", "FakeCall", "UnexpectedCall"]


class Fake(FakeApi[Client, AsyncClient]):
    """The API as a test wants it: it says how operations answer, and sees the calls.

    An operation of which it says nothing answers with an example, or raises
    `UnexpectedCall` where the fake is `strict`.
    """

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__(__name__, API, Client, AsyncClient, strict=strict)

    @property
    def client_(self) -> FakeClient_:
        """How `client.client` answers."""
        from .client import FakeClient_

        return FakeClient_(self)

    @property
    def schemas(self) -> FakeSchemas:
        """How `client.schemas` answers."""
        from .schemas import FakeSchemas

        return FakeSchemas(self)

    @property
    def shown(self) -> FakeShown:
        """How `client.shown` answers."""
        from .shown import FakeShown

        return FakeShown(self)
