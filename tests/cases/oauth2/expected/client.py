"""The clients: credentials, base URL, and one property for each resource."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import TYPE_CHECKING

import httpx2

from ._runtime.api import Api, ApiKey, OAuth2, OpenIdConnect
from ._runtime.async_client import AsyncClient as RuntimeAsyncClient
from ._runtime.auth import AccessToken, AsyncAccessToken, AsyncCredential, Credential
from ._runtime.hooks import Hooks
from ._runtime.settings import Timeout, Validation, hidden_options
from ._runtime.sync_client import SyncClient
from .errors import STATUS_ERRORS

if TYPE_CHECKING:
    from .resources.x import AsyncX, X

API = Api(
    name="client",
    base_url="https://api.example.com/v1",
    schemes={
        "discovered": OpenIdConnect(
            "https://login.example.com/.well-known/openid-configuration"
        ),
        "implicit": OAuth2(authorization_url="https://login.example.com/ask"),
        "key": ApiKey("header", "X-Key"),
        "machines": OAuth2(token_url="token", scopes=("things:read", "things:write")),
        "nowhere": OAuth2(),
        "people": OAuth2(
            authorization_url="https://login.example.com/ask",
            device_authorization_url="https://login.example.com/device",
            token_url="https://machines.example.com/token",
            password_url="https://login.example.com/token",
            refresh_url="https://login.example.com/token",
            metadata_url="https://login.example.com/.well-known/oauth-authorization-server",
            scopes=('a "b"', "openid"),
        ),
        "undiscovered": OpenIdConnect(None),
    },
    environment={
        "discovered": ("CLIENT_DISCOVERED",),
        "implicit": ("CLIENT_IMPLICIT",),
        "key": ("CLIENT_API_KEY",),
        "machines": ("CLIENT_MACHINES",),
        "nowhere": ("CLIENT_NOWHERE",),
        "people": ("CLIENT_PEOPLE",),
        "undiscovered": ("CLIENT_UNDISCOVERED",),
    },
    client_environment={
        "machines": ("CLIENT_MACHINES_CLIENT_ID", "CLIENT_MACHINES_CLIENT_SECRET"),
        "nowhere": ("CLIENT_NOWHERE_CLIENT_ID", "CLIENT_NOWHERE_CLIENT_SECRET"),
        "people": ("CLIENT_PEOPLE_CLIENT_ID", "CLIENT_PEOPLE_CLIENT_SECRET"),
    },
    arguments={
        "discovered": ("discovered",),
        "implicit": ("implicit",),
        "key": ("api_key",),
        "machines": ("machines",),
        "nowhere": ("nowhere",),
        "people": ("people",),
        "undiscovered": ("undiscovered",),
    },
    security=((),),
    status_errors=STATUS_ERRORS,
)


class Client(SyncClient):
    """The client of OAuth 2.

    Args:
        discovered: The access token, or ClientCredentials or RefreshToken
            (discovered); else CLIENT_DISCOVERED.
        implicit: The access token, or ClientCredentials or RefreshToken (implicit);
            else CLIENT_IMPLICIT.
        api_key: The API key (key); else CLIENT_API_KEY.
        machines: The access token, or ClientCredentials or RefreshToken (machines);
            else CLIENT_MACHINES, or CLIENT_MACHINES_CLIENT_ID and
            CLIENT_MACHINES_CLIENT_SECRET.
        nowhere: The access token, or ClientCredentials or RefreshToken (nowhere);
            else CLIENT_NOWHERE, or CLIENT_NOWHERE_CLIENT_ID and
            CLIENT_NOWHERE_CLIENT_SECRET.
        people: The access token, or ClientCredentials or PasswordCredentials or
            RefreshToken (people); else CLIENT_PEOPLE, or CLIENT_PEOPLE_CLIENT_ID and
            CLIENT_PEOPLE_CLIENT_SECRET.
        undiscovered: The access token, or ClientCredentials or RefreshToken
            (undiscovered); else CLIENT_UNDISCOVERED.
        auth: False for a server that takes calls without credentials.
        base_url: In place of the document's; else CLIENT_BASE_URL.
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
        discovered: AccessToken | None = None,
        implicit: AccessToken | None = None,
        api_key: Credential | None = None,
        machines: AccessToken | None = None,
        nowhere: AccessToken | None = None,
        people: AccessToken | None = None,
        undiscovered: AccessToken | None = None,
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
                "discovered": discovered,
                "implicit": implicit,
                "key": api_key,
                "machines": machines,
                "nowhere": nowhere,
                "people": people,
                "undiscovered": undiscovered,
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
        del discovered
        del implicit
        del api_key
        del machines
        del nowhere
        del people
        del undiscovered
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def x(self) -> X:
        """Operations of x."""
        from .resources.x import X

        return X(self)


class AsyncClient(RuntimeAsyncClient):
    """The asynchronous client of OAuth 2.

    Args:
        discovered: The access token, or ClientCredentials or RefreshToken
            (discovered); else CLIENT_DISCOVERED.
        implicit: The access token, or ClientCredentials or RefreshToken (implicit);
            else CLIENT_IMPLICIT.
        api_key: The API key (key); else CLIENT_API_KEY.
        machines: The access token, or ClientCredentials or RefreshToken (machines);
            else CLIENT_MACHINES, or CLIENT_MACHINES_CLIENT_ID and
            CLIENT_MACHINES_CLIENT_SECRET.
        nowhere: The access token, or ClientCredentials or RefreshToken (nowhere);
            else CLIENT_NOWHERE, or CLIENT_NOWHERE_CLIENT_ID and
            CLIENT_NOWHERE_CLIENT_SECRET.
        people: The access token, or ClientCredentials or PasswordCredentials or
            RefreshToken (people); else CLIENT_PEOPLE, or CLIENT_PEOPLE_CLIENT_ID and
            CLIENT_PEOPLE_CLIENT_SECRET.
        undiscovered: The access token, or ClientCredentials or RefreshToken
            (undiscovered); else CLIENT_UNDISCOVERED.
        auth: False for a server that takes calls without credentials.
        base_url: In place of the document's; else CLIENT_BASE_URL.
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
        discovered: AsyncAccessToken | None = None,
        implicit: AsyncAccessToken | None = None,
        api_key: AsyncCredential | None = None,
        machines: AsyncAccessToken | None = None,
        nowhere: AsyncAccessToken | None = None,
        people: AsyncAccessToken | None = None,
        undiscovered: AsyncAccessToken | None = None,
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
                "discovered": discovered,
                "implicit": implicit,
                "key": api_key,
                "machines": machines,
                "nowhere": nowhere,
                "people": people,
                "undiscovered": undiscovered,
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
        del discovered
        del implicit
        del api_key
        del machines
        del nowhere
        del people
        del undiscovered
        del base_url
        del headers
        super().__init__(API, options_, transport=transport, http_client=http_client)

    @property
    def x(self) -> AsyncX:
        """Operations of x."""
        from .resources.x import AsyncX

        return AsyncX(self)
