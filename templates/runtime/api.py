"""What a generated client says about its API."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from .errors import StatusError
from .request import Security, Statuses
from .secrecy import Hidden

if TYPE_CHECKING:
    from logging import Logger

    import httpx2

Revealed = str | tuple[str | None, str | None]
"""A key or token, or a user name and a password."""

_VARIABLE = re.compile(r"\{([^{}]*)\}")


class CallOptions(Protocol):
    """The client's options, as far as a request for a token takes them over."""

    @property
    def log(self) -> Logger: ...
    @property
    def max_retries(self) -> int: ...
    @property
    def timeout(self) -> Mapping[str, float | None]: ...


class Call(Protocol):
    """The call that a token is for."""

    @property
    def settings(self) -> CallOptions: ...
    @property
    def seconds_left(self) -> float | None:
        """Until its deadline, None if there is none."""

    def check_deadline(self) -> None:
        """Raises httpx2.ReadTimeout once it has passed."""


class TokenSource(ABC):
    """Fetches the access tokens of one client for one scheme."""

    @abstractmethod
    def token(self, http: httpx2.Client, call: Call) -> str:
        """An access token, fetched if need be."""

    @abstractmethod
    async def token_async(self, http: httpx2.AsyncClient, call: Call) -> str:
        """An access token, fetched if need be."""

    @abstractmethod
    def rejected(self, token: Hidden[Any]) -> None:
        """The API refused a token: it is not used again."""


class Grant(ABC):
    """What access tokens are fetched with, in place of a token."""

    __slots__ = ()

    @abstractmethod
    def source(self, name: str, scheme: Scheme, base_url: str) -> TokenSource:
        """The tokens for the scheme called `name`; relative URLs lie below `base_url`.

        Raises:
            ValueError: The scheme has no tokens.
        """


@dataclass(frozen=True, slots=True, repr=False)
class Placed:
    """A credential as it travels."""

    place: str
    name: str
    value: str
    secrets: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<credential in {self.place} {self.name}>"


class Scheme(ABC):
    """How the credentials of a security scheme travel."""

    __slots__ = ()

    @abstractmethod
    def placed(self, secret: Revealed) -> Placed | str:
        """The credential as it travels, or why it cannot.

        This must not raise: its frame shows the secret.
        """

    def grant(self, client_id: str, client_secret: str) -> Grant | None:
        """What a client's own id and secret are, where they get tokens."""
        return None


@dataclass(frozen=True, slots=True)
class ApiKey(Scheme):
    """A key in a header, the query or a cookie; in a header, behind `prefix`."""

    place: Literal["header", "query", "cookie"]
    name: str
    prefix: str = ""

    def placed(self, secret: Revealed) -> Placed | str:
        if not isinstance(secret, str):
            return not_a("a str", secret)
        value = secret
        if self.place == "cookie":
            value = f"{self.name}={secret}"
        elif self.place == "header":
            has_prefix = secret[: len(self.prefix)].lower() == self.prefix.lower()
            value = secret if has_prefix else self.prefix + secret
        return Placed(self.place, self.name, value, (secret,))


@dataclass(frozen=True, slots=True)
class Basic(Scheme):
    """User name and password (RFC 7617)."""

    def placed(self, secret: Revealed) -> Placed | str:
        if isinstance(secret, str):
            return not_a("a pair of user name and password", secret)
        user, password = secret
        text = b64encode(f"{user or ''}:{password or ''}".encode()).decode()
        secrets = (text, password) if password else (text,)
        return Placed("header", "Authorization", f"Basic {text}", secrets)


@dataclass(frozen=True, slots=True)
class Bearer(Scheme):
    """A token in the header Authorization (RFC 6750), or what another scheme sends."""

    scheme: str = "Bearer"

    def placed(self, secret: Revealed) -> Placed | str:
        if not isinstance(secret, str):
            return not_a("a str", secret)
        value = f"{self.scheme} {secret}"
        return Placed("header", "Authorization", value, (secret,))


def not_a(wanted: str, secret: object) -> str:
    """Why a credential of another type cannot travel."""
    return f"is a {type(secret).__name__}, where {wanted} belongs"


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
