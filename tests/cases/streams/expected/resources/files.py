"""Operations of files."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource
from .._runtime.stream_calls import async_download_call, download_call
from ..api import files


class Files(Resource):
    """Operations of files."""

    get_file = download_call(files.get_file)
    """GET /files/{id}"""

    put_file = download_call(files.put_file)
    """PUT /files/{id}"""


class AsyncFiles(AsyncResource):
    """Operations of files."""

    get_file = async_download_call(files.get_file)
    """GET /files/{id}"""

    put_file = async_download_call(files.put_file)
    """PUT /files/{id}"""
