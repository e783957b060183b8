"""Examples of pages, such that an iteration over the pages of a fake ends."""

from __future__ import annotations

from typing import Any

from .fakes_calls import FakeCall
from .paths import get_path, has_path, set_path
from .request import Request


def page_example(request: Request[Any], call: FakeCall, example: Any) -> Any:
    """The example for a call: the pages after the first one are empty.

    The URL of the next page is removed, since the fake may not know it.
    """
    pages = getattr(request, "pages", None)
    if pages is None:
        return example
    if pages.style == "url" and has_path(example, pages.next):
        return set_path(example, pages.next, "")
    if _is_later(pages, call, example):
        return set_path(example, pages.items, [])
    return example


def _is_later(pages: Any, call: FakeCall, example: Any) -> bool:
    """Whether a call is for a page after the first one."""
    if pages.at is None:
        return False
    name = getattr(pages.at, "name", None)
    position = (
        get_path(call.body, pages.at.path) if name is None else call.query.get(name)
    )
    if position is None or pages.style != "cursor":
        text = str(position)
        return text.isdecimal() and int(text) > pages.first
    following = None if pages.next is None else get_path(example, pages.next)
    return following is None or str(following) == str(position)
