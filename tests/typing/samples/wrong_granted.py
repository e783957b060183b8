"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

from feature_oauth2 import AsyncClient, Client, ClientCredentials, RefreshToken


async def key_later() -> str:
    return ""


def arguments(machine: ClientCredentials, refresh: RefreshToken) -> None:
    Client(api_key=machine)  # wrong: a key is not fetched
    Client(machines=key_later)  # wrong: not in this client
    Client(machines=("id", "secret"))  # wrong: not a grant
    Client(people=1)  # wrong: not a token
    Client(token=machine)  # wrong: no such argument
    AsyncClient(api_key=refresh)  # wrong: a key is not fetched
    AsyncClient(people=lambda: 1)  # wrong: not a token


def grants(machine: ClientCredentials) -> None:
    ClientCredentials("id")  # wrong: the secret is required
    ClientCredentials("id", "secret", ["scope"])  # wrong: by name only
    ClientCredentials("id", "secret", extra={"a": 1})  # wrong: not a text
    RefreshToken(client_id="id")  # wrong: the token is required
    RefreshToken("r", on_refresh=lambda: None)  # wrong: it is given a token
    machine.client_secret = "other"  # wrong: it is frozen
