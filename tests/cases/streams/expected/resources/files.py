"""Operations of files."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource, async_call, call
from ..api import files


class Files(Resource):
    """Operations of files."""

    get_file = call(files.get_file)
    """GET /files/{id}"""

    put_file = call(files.put_file)
    """PUT /files/{id}"""


class AsyncFiles(AsyncResource):
    """Operations of files."""

    get_file = async_call(files.get_file)
    """GET /files/{id}"""

    put_file = async_call(files.put_file)
    """PUT /files/{id}"""
