"""The clients: credentials, base URL, and one property for each resource."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import TYPE_CHECKING

import httpx2

from ._runtime.api import Api, ApiKey, Basic, Bearer, OAuth2
from ._runtime.async_client import AsyncClient as RuntimeAsyncClient
from ._runtime.auth import (
    AccessToken,
    AsyncAccessToken,
    AsyncCredential,
    Credential,
    basic,
)
from ._runtime.hooks import Hooks
from ._runtime.settings import Timeout, Validation, hidden_options
from ._runtime.sync_client import SyncClient
from .errors import STATUS_ERRORS

if TYPE_CHECKING:
    from .resources.x import AsyncX, X

API = Api(
    name="client",
    base_url="",
    schemes={
        "bearer": Bearer(),
        "cookie": ApiKey("cookie", "sid"),
        "key": ApiKey("header", "X-Key", "Token "),
        "login": Basic(),
        "people": OAuth2(token_url="token"),
        "query": ApiKey("query", "api_key"),
    },
    environment={
        "bearer": ("CLIENT_BEARER",),
        "cookie": ("CLIENT_SESSION",),
        "key": ("CLIENT_KEY", "ACME_KEY"),
        "login": ("CLIENT_USERNAME", "CLIENT_PASSWORD"),
        "people": ("CLIENT_PEOPLE",),
        "query": ("CLIENT_QUERY",),
    },
    arguments={
        "bearer": ("bearer",),
        "cookie": ("session",),
        "key": ("key",),
        "login": ("username", "password"),
        "people": ("people",),
        "query": ("query",),
    },
    security=(("key",),),
    status_errors=STATUS_ERRORS,
)


class Client(SyncClient):
    """The client of Security.

    Args:
        bearer: The access token (bearer, JWT); else CLIENT_BEARER. From |the|
            dashboard, under *Keys*.
        session: The API key (cookie); else CLIENT_SESSION.
        key: The API key (key); else CLIENT_KEY or ACME_KEY. Sent behind "Token ".
            Token-based authentication with required prefix "Token"
        username: The user name and password (login); else CLIENT_USERNAME.
        password: The user name and password (login); else CLIENT_PASSWORD.
        people: The access token, or PasswordCredentials or RefreshToken (people);
            else CLIENT_PEOPLE.
        query: The API key (query); else CLIENT_QUERY.
        auth: False for a server that takes calls without credentials.
        base_url: Where the API is; else CLIENT_BASE_URL.
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
        http_client: Of httpx2, used as it is and left open; with a client
            certificate, say: httpx2.Client(verify=ssl_context).
    """

    def __init__(
        self,
        *,
        bearer: Credential | None = None,
        session: Credential | None = None,
        key: Credential | None = None,
        username: str | None = None,
        password: str | None = None,
        people: AccessToken | None = None,
        query: Credential | None = None,
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
                "bearer": bearer,
                "cookie": session,
                "key": key,
                "login": basic(username, password),
                "people": people,
                "query": query,
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
        del bearer
        del session
        del key
        del username
        del password
        del people
        del query
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def x(self) -> X:
        """Operations of x."""
        from .resources.x import X

        return X(self)


class AsyncClient(RuntimeAsyncClient):
    """The asynchronous client of Security.

    Args:
        bearer: The access token (bearer, JWT); else CLIENT_BEARER. From |the|
            dashboard, under *Keys*.
        session: The API key (cookie); else CLIENT_SESSION.
        key: The API key (key); else CLIENT_KEY or ACME_KEY. Sent behind "Token ".
            Token-based authentication with required prefix "Token"
        username: The user name and password (login); else CLIENT_USERNAME.
        password: The user name and password (login); else CLIENT_PASSWORD.
        people: The access token, or PasswordCredentials or RefreshToken (people);
            else CLIENT_PEOPLE.
        query: The API key (query); else CLIENT_QUERY.
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
        http_client: Of httpx2, used as it is and left open; with a client
            certificate, say: httpx2.Client(verify=ssl_context).
    """

    def __init__(
        self,
        *,
        bearer: AsyncCredential | None = None,
        session: AsyncCredential | None = None,
        key: AsyncCredential | None = None,
        username: str | None = None,
        password: str | None = None,
        people: AsyncAccessToken | None = None,
        query: AsyncCredential | None = None,
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
                "bearer": bearer,
                "cookie": session,
                "key": key,
                "login": basic(username, password),
                "people": people,
                "query": query,
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
        del bearer
        del session
        del key
        del username
        del password
        del people
        del query
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def x(self) -> AsyncX:
        """Operations of x."""
        from .resources.x import AsyncX

        return AsyncX(self)
