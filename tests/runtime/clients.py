"""Clients with all that a generated one may inherit."""

from __future__ import annotations

from restamp_runtime import clients
from restamp_runtime.pages import AsyncSendsPages, SendsPages
from restamp_runtime.streams import AsyncSendsStreams, SendsStreams


class SyncClient(clients.SyncClient, SendsPages, SendsStreams):
    """A client of an API with pages and streams."""


class AsyncClient(clients.AsyncClient, AsyncSendsPages, AsyncSendsStreams):
    """An asynchronous client of an API with pages and streams."""
