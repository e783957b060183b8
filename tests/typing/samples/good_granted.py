"""Credentials of the case `oauth2` that both checkers must take, and what they must infer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import assert_type, reveal_type

import feature_oauth2
from feature_oauth2 import AsyncClient, Client, ClientCredentials, CredentialsError, RefreshToken


def key() -> str:
    return ""


async def key_later() -> str:
    return ""


def stored(token: str) -> None:
    print(token)


async def stored_later(token: str) -> None:
    print(token)


def arguments() -> None:
    machine = ClientCredentials("id", "secret", scopes=["a"], audience="api", extra={"a": "b"})
    reveal_type(machine)  # ClientCredentials
    Client(machines="token", people=key, discovered=machine, api_key=key)
    Client(machines=ClientCredentials(client_id="id", client_secret="secret", in_body=True))
    Client(people=RefreshToken("r", client_id="id", on_refresh=stored), http_client=None)
    Client(implicit=None, nowhere=lambda: "token", undiscovered="token")
    AsyncClient(machines=machine, people=key_later, api_key=key_later, discovered=key)
    AsyncClient(people=RefreshToken("r", on_refresh=stored_later))
    assert_type(Client(machines=machine), Client)


def grants(machine: ClientCredentials, refresh: RefreshToken) -> None:
    reveal_type(machine.client_id)  # str
    reveal_type(machine.client_secret)  # str
    reveal_type(machine.token_url)  # str | None
    reveal_type(machine.audience)  # str | None
    reveal_type(machine.in_body)  # bool
    reveal_type(refresh.refresh_token)  # str
    reveal_type(refresh.client_id)  # str | None
    reveal_type(refresh.client_secret)  # str | None
    reveal_type(refresh.in_body)  # bool
    assert_type(refresh.on_refresh, Callable[[str], Awaitable[None] | None] | None)


def errors(client: Client) -> None:
    try:
        client.x.usual()
    except CredentialsError as error:
        reveal_type(error.error)  # str | None
        reveal_type(error.error_description)  # str | None
    assert_type(feature_oauth2.ClientCredentials("id", "secret"), ClientCredentials)
