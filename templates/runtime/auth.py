"""Credentials: where they come from, which of them an operation takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from inspect import isawaitable
from os import environ
from typing import TYPE_CHECKING, Any

from typing_extensions import TypeIs

from .api import Api, Basic, Call, Grant, Placed, Revealed, Scheme, TokenSource
from .errors import CredentialsError
from .request import Request
from .secrecy import Hidden, has_surrogates

if TYPE_CHECKING:
    import httpx2

Credential = str | Callable[[], str]
"""A key or token, or what gives it: it is called for every attempt."""

AsyncCredential = str | Callable[[], str | Awaitable[str]]
"""The same, for an asynchronous client."""

MOST_NAMED = 20
"""Alternatives that an error names."""

UserAndPassword = tuple[str | None, str | None]
Given = str | UserAndPassword | Callable[[], str | Awaitable[str]] | Grant
Secret = Hidden[Revealed] | Callable[[], str | Awaitable[str]] | TokenSource


def basic(username: str | None, password: str | None) -> UserAndPassword | None:
    """The credentials of a `Basic` scheme, None if there are none."""
    return None if username is None and password is None else (username, password)


def _is_revealed(secret: object) -> TypeIs[Revealed]:
    return isinstance(secret, (str, tuple))


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
            found[name] = secret.source(name, scheme, base_url)
        elif secret:
            found[name] = Hidden(secret) if _is_revealed(secret) else secret
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
    travelling = _placed(scheme, secret.reveal())
    if isinstance(travelling, str):
        raise CredentialsError(f"the credential of {name} {travelling}")
    return travelling


def _placed(scheme: Scheme, secret: Revealed) -> Placed | str:
    """The credential, or why it cannot travel. This must not raise: its frame shows it."""
    pair = (secret,) if isinstance(secret, str) else secret
    if any(isinstance(part, str) and has_surrogates(part) for part in pair):
        return "holds surrogates (halves of characters), which cannot be sent"
    travelling = scheme.placed(secret)
    if isinstance(travelling, str):
        return travelling
    if not travelling.value.isprintable() and any(
        not c.isprintable() and c <= "\x7f" for c in travelling.value
    ):
        return "holds control characters"
    if travelling.place == "cookie" and ";" in travelling.value:
        return "is more than one cookie"
    return travelling


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


def _client(api: Api, name: str) -> Grant | None:
    """What the environment has the client fetch tokens with."""
    variables = api.client_environment.get(name, ())
    client_id, secret = (environ.get(variable) for variable in (*variables, "", "")[:2])
    if not client_id or not secret:
        return None
    return api.schemes[name].grant(client_id, secret)


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
