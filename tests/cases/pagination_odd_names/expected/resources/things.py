"""Operations of things."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource
from .._runtime.pages import async_paged_call, paged_call
from .._runtime.waiters import Waiter, async_waited_call, waited_call as waited_call_
from ..api import things


class Things(Resource):
    """Operations of things."""

    list_things = paged_call(things.list_things)
    """GET /things"""

    pages = paged_call(things.pages)
    """POST /things"""

    waited_call = waited_call_(
        things.waited_call,
        Waiter(
            ("a.b", "}}{%\u2028"),
            success=('"""\n\\', 3, False),
            delay=2.0,
            factor=1.5,
            cap=30.0,
        ),
    )
    """GET /things/{id}"""


class AsyncThings(AsyncResource):
    """Operations of things."""

    list_things = async_paged_call(things.list_things)
    """GET /things"""

    pages = async_paged_call(things.pages)
    """POST /things"""

    waited_call = async_waited_call(
        things.waited_call,
        Waiter(
            ("a.b", "}}{%\u2028"),
            success=('"""\n\\', 3, False),
            delay=2.0,
            factor=1.5,
            cap=30.0,
        ),
    )
    """GET /things/{id}"""
