"""The clients: credentials, base URL, and one property for each resource."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import TYPE_CHECKING

import httpx2

from . import models
from ._runtime.api import Api, ApiKey
from ._runtime.async_client import AsyncClient as RuntimeAsyncClient
from ._runtime.auth import AsyncCredential, Credential
from ._runtime.hooks import Hooks
from ._runtime.settings import Timeout, Validation, hidden_options
from ._runtime.sync_client import SyncClient
from .errors import STATUS_ERRORS

if TYPE_CHECKING:
    from .resources.executions import AsyncExecutions, Executions
    from .resources.workflows import AsyncWorkflows, Workflows

API = Api(
    name="blink",
    base_url="https://{host}/api/v1",
    variables={"host": "app.blinkops.com"},
    schemes={"ApiKeyAuth": ApiKey("header", "BLINK-API-KEY")},
    environment={"ApiKeyAuth": ("BLINK_API_KEY",)},
    arguments={"ApiKeyAuth": ("api_key",)},
    security=(("ApiKeyAuth",),),
    errors=lambda: {"default": models.ErrorWrapper},
    status_errors=STATUS_ERRORS,
)


class Client(SyncClient):
    """The client of Blink REST API.

    Args:
        api_key: The API key (ApiKeyAuth); else BLINK_API_KEY. API key of a user,
            made on the page of API keys in the user settings of Blink.
        host: Host of the tenant; some have one of their own,
            `<name>.app.blinkops.com`. Default: app.blinkops.com.
        auth: False for a server that takes calls without credentials.
        base_url: In place of the document's; else BLINK_BASE_URL.
        timeout: Seconds for each phase of a call, 60 unless the `http_client` says
            otherwise; None waits for ever.
        deadline: Seconds for a whole call, with all its retries. The look-up of a
            host's name (DNS) is not cut short.
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
        host: str | None = None,
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
        options_ = hidden_options(
            credentials={"ApiKeyAuth": api_key},
            auth=auth,
            variables={"host": host},
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            headers=headers,
            validation=validation,
            hooks=hooks,
        )
        del api_key
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def executions(self) -> Executions:
        """Look at the executions of workflows."""
        from .resources.executions import Executions

        return Executions(self)

    @property
    def workflows(self) -> Workflows:
        """Start workflows."""
        from .resources.workflows import Workflows

        return Workflows(self)


class AsyncClient(RuntimeAsyncClient):
    """The asynchronous client of Blink REST API.

    Args:
        api_key: The API key (ApiKeyAuth); else BLINK_API_KEY. API key of a user,
            made on the page of API keys in the user settings of Blink.
        host: Host of the tenant; some have one of their own,
            `<name>.app.blinkops.com`. Default: app.blinkops.com.
        auth: False for a server that takes calls without credentials.
        base_url: In place of the document's; else BLINK_BASE_URL.
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
        host: str | None = None,
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
        options_ = hidden_options(
            credentials={"ApiKeyAuth": api_key},
            auth=auth,
            variables={"host": host},
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            headers=headers,
            validation=validation,
            hooks=hooks,
        )
        del api_key
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def executions(self) -> AsyncExecutions:
        """Look at the executions of workflows."""
        from .resources.executions import AsyncExecutions

        return AsyncExecutions(self)

    @property
    def workflows(self) -> AsyncWorkflows:
        """Start workflows."""
        from .resources.workflows import AsyncWorkflows

        return AsyncWorkflows(self)
