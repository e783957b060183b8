"""Operations of property."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource, async_call, call as call_
from ..api import property_


class Property(Resource):
    """Operations of property."""

    call = call_(property_.call)
    """GET /call"""

    recall = call_(property_.recall)
    """GET /recall"""


class AsyncProperty(AsyncResource):
    """Operations of property."""

    call = async_call(property_.call)
    """GET /call"""

    recall = async_call(property_.recall)
    """GET /recall"""
