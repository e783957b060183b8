"""Credentials: where they come from, which of them an operation takes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from os import environ
from typing import Any

from .api import Api, ApiKey, Basic, Bearer, Scheme
from .errors import CredentialsError
from .request import Request

Credential = str | Callable[[], str]
"""A key or token, or what gives it: it is called for every attempt."""

AsyncCredential = str | Callable[[], str | Awaitable[str]]
"""The same, for an asynchronous client."""

UserAndPassword = tuple[str | None, str | None]
Secret = str | UserAndPassword | Callable[[], str | Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A credential as it travels."""

    place: str
    name: str
    value: str
    secrets: tuple[str, ...]


def basic(username: str | None, password: str | None) -> UserAndPassword | None:
    """The credentials of a `Basic` scheme, None if there are none."""
    return None if username is None and password is None else (username, password)


def gathered(api: Api, given: Mapping[str, Secret | None]) -> dict[str, Secret]:
    """The credentials by scheme: what the caller gave, else the environment."""
    found: dict[str, Secret] = {}
    for name, scheme in api.schemes.items():
        names = api.environment.get(name, ())
        defaults = [environ.get(variable) for variable in names]
        secret = given.get(name)
        if isinstance(scheme, Basic) and not callable(secret):
            pair = secret if isinstance(secret, tuple) else (secret, None)
            user, password = (
                own if own is not None else default
                for own, default in zip(pair, (*defaults, None, None), strict=False)
            )
            secret = (user, password) if user or password else None
        elif secret is None:
            secret = next(filter(None, defaults), None)
        if secret:
            found[name] = secret
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
    raise CredentialsError(
        f"{request.method} {request.path} needs credentials: "
        + ", or ".join(_wanted(api, alternative) for alternative in security),
        request=request,
    )


def placed(scheme: Scheme, name: str, secret: str | UserAndPassword) -> Placed:
    """The credential of the scheme called `name`, as it travels.

    Raises:
        CredentialsError: It cannot travel there.
    """
    match scheme, secret:
        case ApiKey(place="header", name=header), str():
            made = Placed("header", header, secret, (secret,))
        case ApiKey(place="cookie", name=cookie), str():
            made = Placed("cookie", cookie, f"{cookie}={secret}", (secret,))
        case ApiKey(place="query", name=key), str():
            made = Placed("query", key, secret, (secret,))
        case Bearer(), str():
            made = Placed("header", "Authorization", f"Bearer {secret}", (secret,))
        case Basic(), (user, password):
            text = b64encode(f"{user or ''}:{password or ''}".encode()).decode()
            secrets = (text, password) if password else (text,)
            made = Placed("header", "Authorization", f"Basic {text}", secrets)
        case _:
            raise CredentialsError(
                f"the credential of {name} is a {type(secret).__name__}"
            )
    if not all(c.isprintable() or c > "\x7f" for c in made.value):
        raise CredentialsError(f"the credential of {name} holds control characters")
    if made.place == "cookie" and ";" in made.value:
        raise CredentialsError(f"the credential of {name} is more than one cookie")
    return made


def resolved(secret: Secret) -> str | UserAndPassword:
    """The credential now; what is callable is called.

    Raises:
        CredentialsError: It would have to be awaited.
    """
    value = secret() if callable(secret) else secret
    if isinstance(value, (str, tuple)):
        return value
    if isawaitable(value):
        getattr(value, "close", lambda: None)()
    raise CredentialsError("a credential is awaitable: use the asynchronous client")


async def resolved_async(secret: Secret) -> str | UserAndPassword:
    """The credential now; what is callable is called, and awaited if need be."""
    value = secret() if callable(secret) else secret
    return value if isinstance(value, (str, tuple)) else await value


def _wanted(api: Api, alternative: Sequence[str]) -> str:
    """`a_key (or X_KEY in the environment) and ...`"""
    return " and ".join(
        " and ".join(api.arguments.get(name, (name,)))
        + "".join(
            f" (or {' and '.join(variables)} in the environment)"
            for variables in (api.environment.get(name, ()),)
            if variables
        )
        for name in alternative
    )
