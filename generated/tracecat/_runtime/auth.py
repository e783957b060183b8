"""Credentials: where they come from, which of them an operation takes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from os import environ
from typing import TYPE_CHECKING, Any

from .api import Api, ApiKey, Basic, Bearer, OAuth2, OpenIdConnect, Scheme
from .errors import CredentialsError
from .grants import ClientCredentials, Grant, PasswordCredentials, RefreshToken
from .oauth import Call
from .request import Request
from .secrecy import Hidden, has_surrogates
from .tokens import TokenSource

if TYPE_CHECKING:
    import httpx2

Credential = str | Callable[[], str]
"""A key or token, or what gives it: it is called for every attempt."""

AsyncCredential = str | Callable[[], str | Awaitable[str]]
"""The same, for an asynchronous client."""

AccessToken = Credential | ClientCredentials | PasswordCredentials | RefreshToken
"""A token, what gives it, or what it is fetched with."""

AsyncAccessToken = (
    AsyncCredential | ClientCredentials | PasswordCredentials | RefreshToken
)
"""The same, for an asynchronous client."""

MOST_NAMED = 20
"""Alternatives that an error names."""

UserAndPassword = tuple[str | None, str | None]
Given = str | UserAndPassword | Callable[[], str | Awaitable[str]] | Grant
Revealed = str | UserAndPassword
Secret = Hidden[Revealed] | Callable[[], str | Awaitable[str]] | TokenSource


@dataclass(frozen=True, slots=True, repr=False)
class Placed:
    """A credential as it travels."""

    place: str
    name: str
    value: str
    secrets: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<credential in {self.place} {self.name}>"


def basic(username: str | None, password: str | None) -> UserAndPassword | None:
    """The credentials of a `Basic` scheme, None if there are none."""
    return None if username is None and password is None else (username, password)


def gathered(
    api: Api, given: Mapping[str, Given | None], base_url: str
) -> dict[str, Secret]:
    """The credentials by scheme: what the caller gave, else the environment.

    Raises:
        ValueError: A grant is given where no token goes.
    """
    found: dict[str, Secret] = {}
    for name, scheme in api.schemes.items():
        names = api.environment.get(name, ())
        defaults = [environ.get(variable) for variable in names]
        secret = given.get(name)
        if isinstance(scheme, Basic):
            secret = _completed(secret, defaults)
        elif secret is None:
            secret = next(filter(None, defaults), None) or _client(api, name)
        if isinstance(secret, Grant):
            if not isinstance(scheme, (OAuth2, OpenIdConnect)):
                raise ValueError(f"{name} takes no {type(secret).__name__}")
            found[name] = TokenSource(name, secret, scheme, base_url)
        elif secret:
            found[name] = secret if callable(secret) else Hidden(secret)
    return found


def chosen(api: Api, request: Request[Any], held: Collection[str]) -> Sequence[str]:
    """The schemes that the request goes with: the first alternative that is `held`.

    An empty alternative allows the request without credentials, where no other can be
    met.

    Raises:
        CredentialsError: No alternative can be met.
    """
    security = api.security if request.security is None else request.security
    for alternative in security:
        if alternative and all(name in held for name in alternative):
            return alternative
    if not security or not all(security):
        return ()
    more = len(security) - MOST_NAMED
    raise CredentialsError(
        f"{request.method} {request.path} needs credentials: "
        + ", or ".join(
            _wanted(api, alternative) for alternative in security[:MOST_NAMED]
        )
        + (f", or {more} other ways" if more > 0 else "")
        + "; or auth=False, where the server takes calls without",
        request=request,
    )


def placed(scheme: Scheme, name: str, secret: Hidden[Revealed]) -> Placed:
    """The credential of the scheme called `name`, as it travels.

    Raises:
        CredentialsError: It cannot travel there.
    """
    made = _placed(scheme, secret.reveal())
    if isinstance(made, str):
        raise CredentialsError(f"the credential of {name} {made}")
    return made


def _placed(scheme: Scheme, secret: Revealed) -> Placed | str:
    """The credential, or why it cannot travel. This must not raise: its frame shows it."""
    pair = (secret,) if isinstance(secret, str) else secret
    if any(isinstance(part, str) and has_surrogates(part) for part in pair):
        return "holds surrogates (halves of characters), which cannot be sent"
    match scheme, secret:
        case ApiKey(place="header", name=header, prefix=prefix), str():
            whole = secret if _starts(secret, prefix) else prefix + secret
            made = Placed("header", header, whole, (secret,))
        case ApiKey(place="cookie", name=cookie), str():
            made = Placed("cookie", cookie, f"{cookie}={secret}", (secret,))
        case ApiKey(place="query", name=key), str():
            made = Placed("query", key, secret, (secret,))
        case Bearer(scheme=word), str():
            made = Placed("header", "Authorization", f"{word} {secret}", (secret,))
        case OAuth2() | OpenIdConnect(), str():
            made = Placed("header", "Authorization", f"Bearer {secret}", (secret,))
        case Basic(), (user, password):
            text = b64encode(f"{user or ''}:{password or ''}".encode()).decode()
            secrets = (text, password) if password else (text,)
            made = Placed("header", "Authorization", f"Basic {text}", secrets)
        case _:
            wanted = "a str"
            if isinstance(scheme, Basic):
                wanted = "a pair of user name and password"
            elif isinstance(scheme, (OAuth2, OpenIdConnect)):
                wanted = "a token or a grant such as PasswordCredentials(...)"
            return f"is a {type(secret).__name__}, where {wanted} belongs"
    if not made.value.isprintable() and any(
        not c.isprintable() and c <= "\x7f" for c in made.value
    ):
        return "holds control characters"
    if made.place == "cookie" and ";" in made.value:
        return "is more than one cookie"
    return made


def resolved(secret: Secret, http: httpx2.Client, call: Call) -> Hidden[Revealed]:
    """The credential now; what is callable is called, and tokens are fetched.

    Raises:
        CredentialsError: It would have to be awaited, or there is no token.
        TransportError: The token endpoint does not answer.
    """
    if isinstance(secret, TokenSource):
        return Hidden(secret.token(http, call))
    if not callable(secret):
        return secret
    value = _hidden(secret())
    if isinstance(value, Hidden):
        return value
    if isawaitable(value):
        getattr(value, "close", lambda: None)()
    raise CredentialsError("a credential is awaitable: use the asynchronous client")


async def resolved_async(
    secret: Secret, http: httpx2.AsyncClient, call: Call
) -> Hidden[Revealed]:
    """The credential now; what is callable is called, and awaited if need be.

    Raises:
        CredentialsError: There is no token.
        TransportError: The token endpoint does not answer.
    """
    if isinstance(secret, TokenSource):
        return Hidden(await secret.token_async(http, call))
    if not callable(secret):
        return secret
    value = _hidden(secret())
    return value if isinstance(value, Hidden) else Hidden(await value)


def _hidden(value: Revealed | Awaitable[str]) -> Hidden[Revealed] | Awaitable[str]:
    return Hidden(value) if isinstance(value, (str, tuple)) else value


def rejected(held: Mapping[str, Secret], used: Mapping[str, Hidden[Revealed]]) -> bool:
    """A 401 was the answer to the credentials `used`: their tokens are not used again.

    True says that an attempt with new ones makes sense; a call makes one such.
    """
    fetched = False
    for name, secret in held.items():
        value = used.get(name)
        if isinstance(secret, TokenSource) and value is not None:
            secret.rejected(value)
            fetched = True
    return fetched


def _completed(given: Given | None, defaults: Sequence[str | None]) -> Given | None:
    """User name and password, each from the environment where it is not given."""
    if callable(given) or isinstance(given, Grant):
        return given
    pair = (given, None) if given is None or isinstance(given, str) else given
    user, password = (
        own if own is not None else default
        for own, default in zip(pair, (*defaults, None, None), strict=False)
    )
    return (user, password) if user or password else None


def _client(api: Api, name: str) -> ClientCredentials | None:
    """The client credentials in the environment."""
    variables = api.client_environment.get(name, ())
    client_id, secret = (environ.get(variable) for variable in (*variables, "", "")[:2])
    return ClientCredentials(client_id, secret) if client_id and secret else None


def _starts(secret: str, prefix: str) -> bool:
    return secret[: len(prefix)].lower() == prefix.lower()


def _wanted(api: Api, alternative: Sequence[str]) -> str:
    """`a_key (or X_KEY in the environment) and ...`"""
    texts: list[str] = []
    for name in alternative:
        own, pair = api.environment.get(name, ()), api.client_environment.get(name, ())
        # Two variables hold user name and password; of others, one is enough.
        joint = " and " if isinstance(api.schemes.get(name), Basic) else " or "
        variables = ", or ".join(filter(None, (joint.join(own), " and ".join(pair))))
        text = " and ".join(api.arguments.get(name, (name,)))
        texts.append(text + (variables and f" (or {variables} in the environment)"))
    return " and ".join(texts)
