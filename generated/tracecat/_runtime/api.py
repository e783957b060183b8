"""What a generated client says about its API."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .errors import StatusError
from .request import Security, Statuses

_VARIABLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key in a header, the query or a cookie; in a header, behind `prefix`."""

    place: Literal["header", "query", "cookie"]
    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Basic:
    """User name and password (RFC 7617)."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token in the header Authorization (RFC 6750), or what another scheme sends."""

    scheme: str = "Bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2:
    """An access token of OAuth 2 (RFC 6749), sent as `Bearer` sends it.

    The URLs are those of the document, None where it has none; relative ones lie below
    the base URL. `password_url` gives tokens for a user's name and password, where that
    is not `token_url`. `scopes` are what a token may be asked for.
    """

    authorization_url: str | None = None
    device_authorization_url: str | None = None
    token_url: str | None = None
    password_url: str | None = None
    refresh_url: str | None = None
    metadata_url: str | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenIdConnect:
    """An access token, sent as `Bearer` sends it; `url` is the discovery document."""

    url: str | None = None


Scheme = ApiKey | Basic | Bearer | OAuth2 | OpenIdConnect


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One API. `base_url` may hold variables in braces, and may be relative.

    `environment` names, for each scheme, the variables its credentials are read from,
    `client_environment` those of the id and secret that get a token, `arguments` the
    arguments of the client that take them. `security` is what an
    operation needs unless it says otherwise, `errors` are the types of error bodies,
    `status_errors` the exceptions.
    """

    name: str
    base_url: str
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    schemes: Mapping[str, Scheme] = field(default_factory=dict[str, Scheme])
    environment: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    client_environment: Mapping[str, tuple[str, str]] = field(
        default_factory=dict[str, tuple[str, str]]
    )
    arguments: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    security: Security = ()
    errors: Statuses | Callable[[], Statuses] = field(
        default_factory=dict[int | str, Any]
    )
    status_errors: Mapping[int | str, type[StatusError]] = field(
        default_factory=dict[int | str, type[StatusError]]
    )

    @property
    def base_url_variable(self) -> str:
        """The environment variable that replaces the base URL."""
        return re.sub(r"\W", "_", self.name).upper() + "_BASE_URL"


def filled(base_url: str, variables: Mapping[str, str]) -> str:
    """`base_url` with its variables replaced.

    Raises:
        ValueError: A value would change which host the URL names.
    """
    host_starts = base_url.find("://") + 3
    host_ends = base_url.find("/", host_starts) if host_starts > 2 else -1

    def value(variable: re.Match[str]) -> str:
        text = variables.get(variable[1], variable[0])
        in_host = 2 < host_starts <= variable.start() and (
            host_ends < 0 or variable.start() < host_ends
        )
        if in_host and re.search(r"[/?#@\\\s]", text):
            raise ValueError(f"{variable[1]} must be a host name, or a part of it")
        return text

    return _VARIABLE.sub(value, base_url)
