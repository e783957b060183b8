"""The clients: credentials, base URL, and one property for each resource."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import TYPE_CHECKING

import httpx2

from . import models
from ._runtime.api import Api, ApiKey, Bearer
from ._runtime.async_client import AsyncClient as RuntimeAsyncClient
from ._runtime.auth import AsyncCredential, Credential
from ._runtime.hooks import Hooks
from ._runtime.settings import Timeout, Validation, hidden_options
from ._runtime.sync_client import SyncClient
from .errors import STATUS_ERRORS

if TYPE_CHECKING:
    from .resources.workflow_executions import (
        AsyncWorkflowExecutions,
        WorkflowExecutions,
    )

API = Api(
    name="tracecat",
    base_url="https://platform.tracecat.com/api",
    schemes={
        "APIKeyCookie": ApiKey("cookie", "fastapiusersauth"),
        "APIKeyHeader": ApiKey("header", "x-tracecat-service-key"),
        "HTTPBearer": Bearer(),
    },
    environment={
        "APIKeyCookie": ("TRACECAT_SESSION",),
        "APIKeyHeader": ("TRACECAT_SERVICE_KEY",),
        "HTTPBearer": ("TRACECAT_API_KEY",),
    },
    arguments={
        "APIKeyCookie": ("session",),
        "APIKeyHeader": ("service_key",),
        "HTTPBearer": ("api_key",),
    },
    security=(("HTTPBearer",),),
    errors=lambda: {"default": models.HTTPValidationError},
    status_errors=STATUS_ERRORS,
)


class Client(SyncClient):
    """The client of Tracecat API.

    Args:
        session: The API key (APIKeyCookie); else TRACECAT_SESSION. Session of a
            user who has signed in.
        service_key: The API key (APIKeyHeader); else TRACECAT_SERVICE_KEY. Key that
            the services of a Tracecat deployment share.
        api_key: The access token (HTTPBearer); else TRACECAT_API_KEY. Key of a
            service account.
        auth: False for a server that takes calls without credentials.
        base_url: In place of the document's; else TRACECAT_BASE_URL.
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
        session: Credential | None = None,
        service_key: Credential | None = None,
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
        options_ = hidden_options(
            credentials={
                "APIKeyCookie": session,
                "APIKeyHeader": service_key,
                "HTTPBearer": api_key,
            },
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
        )
        del session
        del service_key
        del api_key
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def workflow_executions(self) -> WorkflowExecutions:
        """Start, find, follow and stop the executions of workflows."""
        from .resources.workflow_executions import WorkflowExecutions

        return WorkflowExecutions(self)


class AsyncClient(RuntimeAsyncClient):
    """The asynchronous client of Tracecat API.

    Args:
        session: The API key (APIKeyCookie); else TRACECAT_SESSION. Session of a
            user who has signed in.
        service_key: The API key (APIKeyHeader); else TRACECAT_SERVICE_KEY. Key that
            the services of a Tracecat deployment share.
        api_key: The access token (HTTPBearer); else TRACECAT_API_KEY. Key of a
            service account.
        auth: False for a server that takes calls without credentials.
        base_url: In place of the document's; else TRACECAT_BASE_URL.
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
        session: AsyncCredential | None = None,
        service_key: AsyncCredential | None = None,
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
        options_ = hidden_options(
            credentials={
                "APIKeyCookie": session,
                "APIKeyHeader": service_key,
                "HTTPBearer": api_key,
            },
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
        )
        del session
        del service_key
        del api_key
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def workflow_executions(self) -> AsyncWorkflowExecutions:
        """Start, find, follow and stop the executions of workflows."""
        from .resources.workflow_executions import AsyncWorkflowExecutions

        return AsyncWorkflowExecutions(self)
