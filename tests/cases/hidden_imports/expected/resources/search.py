"""Operations of search."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource, async_call, call
from ..api import search as search_


class Search(Resource):
    """Operations of search."""

    search = call(search_.search)
    """GET /search"""

    tags = call(search_.tags)
    """GET /search/tags"""


class AsyncSearch(AsyncResource):
    """Operations of search."""

    search = async_call(search_.search)
    """GET /search"""

    tags = async_call(search_.tags)
    """GET /search/tags"""
