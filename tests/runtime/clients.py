"""Clients with all that a generated one may inherit."""

from __future__ import annotations

from restamp_runtime import async_client, sync_client
from restamp_runtime.pages import AsyncSendsPages, SendsPages
from restamp_runtime.streams import AsyncSendsStreams, SendsStreams


class SyncClient(sync_client.SyncClient, SendsPages, SendsStreams):
    """A client of an API with pages and streams."""


class AsyncClient(async_client.AsyncClient, AsyncSendsPages, AsyncSendsStreams):
    """An asynchronous client of an API with pages and streams."""
