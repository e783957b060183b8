"""What arguments and environment variables the schemes of a document get."""

from __future__ import annotations

import pytest

from restamp.ir.api import Flow, FlowKind, SchemeKind, SecurityScheme
from restamp.names.credentials import credential_names

MACHINES = (Flow(FlowKind.CLIENT_CREDENTIALS, token_url="token"),)
PEOPLE = (Flow(FlowKind.AUTHORIZATION_CODE, token_url="token"),)


def scheme(
    name: str, kind: SchemeKind, flows: tuple[Flow, ...] = (), pinned: str | None = None
) -> SecurityScheme:
    return SecurityScheme(name, kind, "#", flows=flows, pinned=pinned)


OAUTH = scheme("OAuth", SchemeKind.OAUTH2, MACHINES)
OTHER = scheme("Other", SchemeKind.OAUTH2, MACHINES)
USERS = scheme("Users", SchemeKind.OAUTH2, PEOPLE)
OPEN = scheme("Open", SchemeKind.OPEN_ID)
BEARER = scheme("Bearer", SchemeKind.BEARER)
KEY = scheme("Key", SchemeKind.API_KEY)
LOGIN = scheme("Login", SchemeKind.BASIC)
MTLS = scheme("Mtls", SchemeKind.MUTUAL_TLS)
CLIENT_ID = scheme("Id", SchemeKind.API_KEY, pinned="client_id")


@pytest.mark.parametrize(
    ("schemes", "arguments", "client"),
    [
        ([OAUTH, MTLS], ["token"], ["P_CLIENT_ID P_CLIENT_SECRET"]),
        ([OPEN], ["token"], [""]),
        ([USERS, KEY], ["token", "api_key"], ["", ""]),
        ([OAUTH, BEARER], ["oauth", "bearer"], ["P_CLIENT_ID P_CLIENT_SECRET", ""]),
        ([USERS, OAUTH], ["users", "oauth"], ["", "P_CLIENT_ID P_CLIENT_SECRET"]),
        (
            [OAUTH, OTHER],
            ["oauth", "other"],
            [
                "P_OAUTH_CLIENT_ID P_OAUTH_CLIENT_SECRET",
                "P_OTHER_CLIENT_ID P_OTHER_CLIENT_SECRET",
            ],
        ),
        (
            [OAUTH, CLIENT_ID],
            ["token", "client_id"],
            ["P_TOKEN_CLIENT_ID P_TOKEN_CLIENT_SECRET", ""],
        ),
        ([LOGIN], ["username password"], [""]),
        ([OAUTH, LOGIN], ["token", "username password"], ["P_CLIENT_ID P_CLIENT_SECRET", ""]),
    ],
)
def test_names(schemes: list[SecurityScheme], arguments: list[str], client: list[str]) -> None:
    names = credential_names(schemes, "p", {})
    chosen = [names[s.name] for s in schemes if s.kind is not SchemeKind.MUTUAL_TLS]
    assert [" ".join(name.arguments) for name in chosen] == arguments
    assert [" ".join(name.client or ()) for name in chosen] == client
    for name in chosen:
        assert name.variables == tuple(f"P_{argument.upper()}" for argument in name.arguments)
    assert credential_names(reversed(schemes), "p", {}) == names
