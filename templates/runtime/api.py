"""What a client knows about its API: base URL, security schemes and credentials."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from inspect import isawaitable
from os import environ
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias, cast

from .errors import CredentialsError, Hidden, StatusError
from .parameters import has_surrogates
from .request import Security, Statuses

if TYPE_CHECKING:
    from logging import Logger

    import httpx2

Credential = str | Callable[[], str]
"""A key or token, or a function that returns one; it is called for every attempt."""

AsyncCredential = str | Callable[[], str | Awaitable[str]]
"""A key or token, or a function, possibly asynchronous, that returns one."""

UserAndPassword = tuple[str | None, str | None]
Revealed = str | UserAndPassword
"""A key or token, or a user name and a password."""

_VARIABLE = re.compile(r"\{([^{}]*)\}")


class CallOptions(Protocol):
    """The options of a client that also apply to its requests for tokens."""

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
        """Seconds until the deadline of the call, None if it has none."""

    def check_deadline(self) -> None:
        """Raises httpx2.ReadTimeout after the deadline."""


def timeouts(call: Call) -> Mapping[str, float | None]:
    """Seconds for each phase of a request, at most those until the deadline."""
    left, phases = call.seconds_left, call.settings.timeout
    if left is None:
        return phases
    return {n: left if s is None else min(s, left) for n, s in phases.items()}


class TokenSource(ABC):
    """Fetches the access tokens of one client for one scheme."""

    @abstractmethod
    def token(self, http: httpx2.Client, call: Call) -> str:
        """Returns a valid access token, which is fetched if necessary."""

    @abstractmethod
    async def token_async(self, http: httpx2.AsyncClient, call: Call) -> str:
        """Returns a valid access token, which is fetched if necessary."""

    @abstractmethod
    def discard(self, token: Hidden[Any]) -> None:
        """Stops using a token that the API has refused."""


class Grant(ABC):
    """A credential that access tokens are fetched with."""

    __slots__ = ()

    @abstractmethod
    def source(self, name: str, scheme: Scheme, base_url: str) -> TokenSource:
        """Returns the tokens for the scheme called `name`.

        Relative URLs are relative to `base_url`.

        Raises:
            ValueError: The scheme does not use tokens.
        """


class Applied:
    """A credential in the form in which it is sent, which no attribute shows."""

    __slots__ = ("_hidden", "name", "place")

    def __init__(
        self, place: str, name: str, value: str, secrets: tuple[str, ...]
    ) -> None:
        self.place = place
        self.name = name
        self._hidden = Hidden((value, secrets))

    @property
    def value(self) -> str:
        """The text to send."""
        return self._hidden.reveal()[0]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be removed from messages."""
        return self._hidden.reveal()[1]

    def __repr__(self) -> str:
        return f"<credential in {self.place} {self.name}>"


CredentialArgument = str | UserAndPassword | Callable[[], str | Awaitable[str]] | Grant
"""What a caller may pass for one security scheme."""

Secret: TypeAlias = (
    "Applied | Hidden[Revealed] | Callable[[], str | Awaitable[str]] | TokenSource"
)
"""A credential as a client stores it; a `Hidden` one cannot be sent."""


class Scheme(ABC):
    """A security scheme: how its credentials are sent."""

    __slots__ = ()

    @abstractmethod
    def apply(self, secret: Revealed) -> Applied | str:
        """Returns the credential in the form in which it is sent, or what is wrong.

        This must not raise, because its frame shows the secret.
        """

    def grant(self, client_id: str, client_secret: str) -> Grant | None:
        """Returns the grant for a client's id and secret, if the scheme has one."""
        return None


class ApiKey(Scheme):
    """A key in a header (after `prefix`), in the query or in a cookie."""

    def __init__(
        self, place: Literal["header", "query", "cookie"], name: str, prefix: str = ""
    ) -> None:
        self.place = place
        self.name = name
        self.prefix = prefix

    def apply(self, secret: Revealed) -> Applied | str:
        if not isinstance(secret, str):
            return wrong_type("str", secret)
        value = secret
        if self.place == "cookie":
            value = f"{self.name}={secret}"
        elif self.place == "header":
            has_prefix = secret[: len(self.prefix)].lower() == self.prefix.lower()
            value = secret if has_prefix else self.prefix + secret
        return Applied(self.place, self.name, value, (secret,))


class Basic(Scheme):
    """User name and password (RFC 7617)."""

    def apply(self, secret: Revealed) -> Applied | str:
        if isinstance(secret, str):
            return wrong_type("a pair of user name and password", secret)
        user, password = secret
        text = b64encode(f"{user or ''}:{password or ''}".encode()).decode()
        secrets = (text, password) if password else (text,)
        return Applied("header", "Authorization", f"Basic {text}", secrets)


class Bearer(Scheme):
    """A token in the Authorization header, after the name of `scheme` (RFC 6750)."""

    def __init__(self, scheme: str = "Bearer") -> None:
        self.scheme = scheme

    def apply(self, secret: Revealed) -> Applied | str:
        if not isinstance(secret, str):
            return wrong_type("str", secret)
        value = f"{self.scheme} {secret}"
        return Applied("header", "Authorization", value, (secret,))


def wrong_type(expected: str, secret: object) -> str:
    """Says what is wrong with a credential of another type than `expected`."""
    return f"is invalid: expected {expected}, got {type(secret).__name__}"


class Api(NamedTuple):
    """One API. `base_url` may contain variables in braces, and may be relative.

    By scheme, `environment` names the variables that its credentials are read from,
    `client_environment` those of the client id and secret that a token is fetched
    with, and `arguments` the arguments of the client. `security` applies to operations
    without their own. `errors` are types of error bodies by status, or a function that
    returns them; `status_errors` are exceptions by status.
    """

    name: str
    base_url: str
    variables: Mapping[str, str] = {}
    schemes: Mapping[str, Scheme] = {}
    environment: Mapping[str, tuple[str, ...]] = {}
    client_environment: Mapping[str, tuple[str, str]] = {}
    arguments: Mapping[str, tuple[str, ...]] = {}
    security: Security = ()
    errors: Statuses | Callable[[], Statuses] = dict[int | str, Any]
    status_errors: Mapping[int | str, type[StatusError]] = {}

    @property
    def base_url_variable(self) -> str:
        """The environment variable that overrides the base URL."""
        return re.sub(r"\W", "_", self.name).upper() + "_BASE_URL"


def expand_variables(base_url: str, variables: Mapping[str, str]) -> str:
    """Replaces the variables of a base URL; unknown ones are left in place.

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


def basic(username: str | None, password: str | None) -> UserAndPassword | None:
    """The credentials of a `Basic` scheme, None if there are none."""
    return None if username is None and password is None else (username, password)


def collect_credentials(
    api: Api, arguments: Mapping[str, CredentialArgument | None], base_url: str
) -> dict[str, Secret]:
    """Returns credentials by scheme, from `arguments` or else the environment.

    Raises:
        ValueError: A grant is passed for a scheme that does not use tokens.
    """
    credentials: dict[str, Secret] = {}
    for name, scheme in api.schemes.items():
        names = api.environment.get(name, ())
        defaults = [environ.get(variable) for variable in names]
        secret = arguments.get(name)
        if isinstance(scheme, Basic):
            secret = _complete_pair(secret, defaults)
        elif secret is None:
            secret = next(filter(None, defaults), None) or _client_grant(api, name)
        if isinstance(secret, Grant):
            credentials[name] = secret.source(name, scheme, base_url)
        elif not isinstance(secret, (str, tuple)):
            if secret is not None:
                credentials[name] = secret
        elif secret:
            revealed: Revealed = cast(Any, secret)
            applied = _apply(scheme, revealed)
            # What is wrong is raised when it is sent.
            hidden = Hidden(revealed)
            credentials[name] = hidden if isinstance(applied, str) else applied
    return credentials


def apply_scheme(scheme: Scheme, name: str, secret: Hidden[Revealed]) -> Applied:
    """Returns the credential of the scheme called `name` as it is sent.

    Raises:
        CredentialsError: It cannot be sent there.
    """
    applied = _apply(scheme, secret.reveal())
    if isinstance(applied, str):
        raise CredentialsError(f"the credential of {name} {applied}")
    return applied


def _apply(scheme: Scheme, secret: Revealed) -> Applied | str:
    """As `Scheme.apply`, with checks; must not raise, because its frame shows the secret."""
    pair = (secret,) if isinstance(secret, str) else secret
    if any(isinstance(part, str) and has_surrogates(part) for part in pair):
        return "contains surrogates, which cannot be encoded as UTF-8"
    applied = scheme.apply(secret)
    if isinstance(applied, str):
        return applied
    if not applied.value.isprintable() and any(
        not c.isprintable() and c <= "\x7f" for c in applied.value
    ):
        return "contains control characters"
    if applied.place == "cookie" and ";" in applied.value:
        return "is more than one cookie"
    return applied


def resolve(secret: Secret, http: httpx2.Client, call: Call) -> Hidden[Revealed]:
    """Calls the function or fetches the token that a credential stands for.

    Raises:
        CredentialsError: It would have to be awaited, or no token is issued.
        TransportError: The token endpoint does not respond.
    """
    if isinstance(secret, TokenSource):
        return Hidden(secret.token(http, call))
    value = _called(secret)
    if isinstance(value, Hidden):
        return value
    if isawaitable(value):
        getattr(value, "close", lambda: None)()
    raise CredentialsError("a credential is awaitable: use the asynchronous client")


async def resolve_async(
    secret: Secret, http: httpx2.AsyncClient, call: Call
) -> Hidden[Revealed]:
    """As `resolve`; the function may be asynchronous.

    Raises:
        CredentialsError: No token is issued.
        TransportError: The token endpoint does not respond.
    """
    if isinstance(secret, TokenSource):
        return Hidden(await secret.token_async(http, call))
    value = _called(secret)
    return value if isinstance(value, Hidden) else Hidden(await value)


def _called(secret: Any) -> Hidden[Revealed] | Awaitable[str]:
    value: Any = secret() if callable(secret) else secret
    if isinstance(value, (str, tuple)):
        return Hidden(cast(Revealed, value))
    return cast(Awaitable[str], value)


def discard_tokens(
    credentials: Mapping[str, Secret], used: Mapping[str, Hidden[Revealed]]
) -> bool:
    """Discards the tokens of a request that was refused with a 401.

    Returns whether there were any, so that another attempt makes sense.
    """
    sources = {n: s for n, s in credentials.items() if isinstance(s, TokenSource)}
    for name in sources.keys() & used.keys():
        sources[name].discard(used[name])
    return not sources.keys().isdisjoint(used)


def _complete_pair(
    secret: CredentialArgument | None, defaults: Sequence[str | None]
) -> CredentialArgument | None:
    """User name and password, each from the environment if it is not passed."""
    if callable(secret) or isinstance(secret, Grant):
        return secret
    pair = (secret, None) if secret is None or isinstance(secret, str) else secret
    user, password = (
        own if own is not None else default
        for own, default in zip(pair, (*defaults, None, None), strict=False)
    )
    return (user, password) if user or password else None


def _client_grant(api: Api, name: str) -> Grant | None:
    """The grant for the client id and secret in the environment."""
    variables = api.client_environment.get(name, ())
    client_id, secret = (environ.get(variable) for variable in (*variables, "", "")[:2])
    if not client_id or not secret:
        return None
    return api.schemes[name].grant(client_id, secret)
