"""The clients: credentials, base URL, and one property for each resource."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import TYPE_CHECKING

import httpx2

from ._runtime.api import Api, ApiKey
from ._runtime.async_client import AsyncClient as RuntimeAsyncClient
from ._runtime.auth import AsyncCredential, Credential
from ._runtime.hooks import Hooks
from ._runtime.settings import Timeout, Validation
from ._runtime.streams import AsyncSendsStreams, SendsStreams
from ._runtime.sync_client import SyncClient
from .errors import STATUS_ERRORS

if TYPE_CHECKING:
    from .resources.x import AsyncX, X

API = Api(
    name="client",
    base_url="",
    schemes={"key": ApiKey("header", "X-Key")},
    environment={"key": ("CLIENT_API_KEY",)},
    arguments={"key": ("api_key",)},
    security=(("key",), ()),
    status_errors=STATUS_ERRORS,
)


class Client(SyncClient, SendsStreams):
    """The client of Media types.

    Args:
        api_key: The API key (key); else CLIENT_API_KEY.
        auth: False for a server that takes calls without credentials.
        base_url: Where the API is; else CLIENT_BASE_URL.
        timeout: Seconds for each phase of a call, 60 unless the `http_client` says
            otherwise; None waits for ever.
        deadline: Seconds for a whole call, with all its retries.
        max_retries: How often a failed call is repeated where that is safe.
        max_response_bytes: How long the decoded body of a response may be, 256 MiB
            by default; streams may be longer.
        headers: Sent with every request.
        validation: A response that is not as the document says becomes data; with
            "strict", an error.
        hooks: Functions to call on requests, answers, retries and drift.
        transport: Of httpx2, in place of the network.
        http_client: Of httpx2, used as it is and left open.
    """

    def __init__(
        self,
        *,
        api_key: Credential | None = None,
        auth: bool = True,
        base_url: str | None = None,
        timeout: Timeout | EllipsisType = ...,
        deadline: float | None = None,
        max_retries: int = 2,
        max_response_bytes: int | None = 1 << 28,
        headers: Mapping[str, str] | None = None,
        validation: Validation = "tolerant",
        hooks: Hooks | None = None,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        super().__init__(
            API,
            credentials={"key": api_key},
            auth=auth,
            variables={},
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            headers=headers,
            validation=validation,
            hooks=hooks,
            transport=transport,
            http_client=http_client,
        )

    @property
    def x(self) -> X:
        """Operations of x."""
        from .resources.x import X

        return X(self)


class AsyncClient(RuntimeAsyncClient, AsyncSendsStreams):
    """The asynchronous client of Media types.

    Args:
        api_key: The API key (key); else CLIENT_API_KEY.
        auth: False for a server that takes calls without credentials.
        base_url: Where the API is; else CLIENT_BASE_URL.
        timeout: Seconds for each phase of a call, 60 unless the `http_client` says
            otherwise; None waits for ever.
        deadline: Seconds for a whole call, with all its retries.
        max_retries: How often a failed call is repeated where that is safe.
        max_response_bytes: How long the decoded body of a response may be, 256 MiB
            by default; streams may be longer.
        headers: Sent with every request.
        validation: A response that is not as the document says becomes data; with
            "strict", an error.
        hooks: Functions to call on requests, answers, retries and drift.
        transport: Of httpx2, in place of the network.
        http_client: Of httpx2, used as it is and left open.
    """

    def __init__(
        self,
        *,
        api_key: AsyncCredential | None = None,
        auth: bool = True,
        base_url: str | None = None,
        timeout: Timeout | EllipsisType = ...,
        deadline: float | None = None,
        max_retries: int = 2,
        max_response_bytes: int | None = 1 << 28,
        headers: Mapping[str, str] | None = None,
        validation: Validation = "tolerant",
        hooks: Hooks | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            API,
            credentials={"key": api_key},
            auth=auth,
            variables={},
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            headers=headers,
            validation=validation,
            hooks=hooks,
            transport=transport,
            http_client=http_client,
        )

    @property
    def x(self) -> AsyncX:
        """Operations of x."""
        from .resources.x import AsyncX

        return AsyncX(self)
