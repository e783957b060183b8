"""What a caller gives to have access tokens fetched. Nothing heavy is imported here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, NoReturn, Self


class _Unshown:
    """Shows no secret, and is not pickled."""

    __slots__ = ()

    def __repr__(self) -> str:
        client_id = getattr(self, "client_id", None)
        return f"<{type(self).__name__} of client {client_id!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds a secret and is not pickled")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClientCredentials(_Unshown):
    """The client's own credentials, as a grant (RFC 6749, section 4.4).

    Args:
        client_id: The name of the client at the token endpoint.
        client_secret: Its password there; sent to nobody else.
        scopes: What to ask for; none leaves it to the server.
        token_url: In place of the document's.
        audience: The API that the token is for, where the server asks for it.
        extra: Further fields of the token request.
        in_body: The client's name and password go in the body, not by HTTP Basic.
    """

    client_id: str
    client_secret: str
    _: KW_ONLY
    scopes: str | Sequence[str] = ()
    token_url: str | None = None
    audience: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    in_body: bool = False

    def form(self) -> dict[str, str]:
        """The fields of the token request, without those that say who the client is."""
        own = {"grant_type": "client_credentials", "scope": _scope(self.scopes)}
        own["audience"] = self.audience or ""
        return {name: value for name, value in own.items() if value} | dict(self.extra)


@dataclass(slots=True, eq=False, repr=False)
class RefreshToken(_Unshown):
    """A refresh token, as a grant (RFC 6749, section 6).

    Where the server sends a new refresh token, it takes the place of the one before.

    Args:
        refresh_token: The latest one; sent to the token endpoint only.
        client_id: The name of the client it was issued to.
        client_secret: Its password; None for a public client.
        scopes: What to ask for; none for what was granted.
        token_url: In place of the document's.
        extra: Further fields of the token request.
        in_body: The client's name and password go in the body, not by HTTP Basic.
        on_refresh: Called with every new refresh token, to store it; it may be
            asynchronous where the client is.
    """

    refresh_token: str
    _: KW_ONLY
    client_id: str | None = None
    client_secret: str | None = None
    scopes: str | Sequence[str] = ()
    token_url: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    in_body: bool = False
    on_refresh: Callable[[str], Awaitable[None] | None] | None = None

    def form(self) -> dict[str, str]:
        """The fields of the token request, without those that say who the client is."""
        own = {"grant_type": "refresh_token", "refresh_token": self.refresh_token}
        own["scope"] = _scope(self.scopes)
        return {name: value for name, value in own.items() if value} | dict(self.extra)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PasswordCredentials(_Unshown):
    """A user's name and password, as a grant (RFC 6749, section 4.3).

    Where the server sends a refresh token, that gets the next tokens in place of the
    password, as long as the server takes it.

    Args:
        username: The name of the user at the token endpoint.
        password: The user's password there; sent to nobody else.
        client_id: The name of the client, where the server asks for it.
        client_secret: Its password; None for a public client.
        scopes: What to ask for; none leaves it to the server.
        token_url: In place of the document's.
        extra: Further fields of the token request.
        in_body: The client's name and password go in the body, not by HTTP Basic.
    """

    username: str
    password: str
    _: KW_ONLY
    client_id: str | None = None
    client_secret: str | None = None
    scopes: str | Sequence[str] = ()
    token_url: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    in_body: bool = False

    def form(self) -> dict[str, str]:
        """The fields of the token request, without those that say who the client is."""
        own = {"grant_type": "password", "username": self.username}
        own |= {"password": self.password, "scope": _scope(self.scopes)}
        return {name: value for name, value in own.items() if value} | dict(self.extra)

    def refreshing(self, refresh_token: str) -> dict[str, str]:
        """The fields of a request that takes a refresh token in place of the password."""
        own = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        own["scope"] = _scope(self.scopes)
        return {name: value for name, value in own.items() if value} | dict(self.extra)


Grant = ClientCredentials | PasswordCredentials | RefreshToken


def _scope(scopes: str | Sequence[str]) -> str:
    return scopes if isinstance(scopes, str) else " ".join(scopes)
