"""OAuth 2 and OpenID Connect: the schemes, and what a caller gives to have tokens fetched.

Nothing heavy is imported here.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, NoReturn, Protocol, Self, cast

from .api import Bearer, Grant, Placed, Revealed, Scheme, TokenSource, not_a
from .auth import AsyncCredential, Credential
from .lazy import public

OnRefresh = Callable[[str], Awaitable[None] | None]
"""Takes a new refresh token."""

_WANTED = "a token or a grant such as PasswordCredentials(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2(Scheme):
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

    def placed(self, secret: Revealed) -> Placed | str:
        return _bearer(secret)

    def grant(self, client_id: str, client_secret: str) -> Grant | None:
        return ClientCredentials(client_id, client_secret)


@dataclass(frozen=True, slots=True)
class OpenIdConnect(Scheme):
    """An access token, sent as `Bearer` sends it; `url` is the discovery document."""

    url: str | None = None

    def placed(self, secret: Revealed) -> Placed | str:
        return _bearer(secret)

    def grant(self, client_id: str, client_secret: str) -> Grant | None:
        return ClientCredentials(client_id, client_secret)


class _Common(Protocol):
    """The fields of all grants; those of frozen ones are read-only."""

    @property
    def scopes(self) -> str | Sequence[str]: ...
    @property
    def token_url(self) -> str | None: ...
    @property
    def extra(self) -> Mapping[str, str]: ...


class OAuthGrant(Grant):
    """A grant of OAuth 2; it shows no secret, and is not pickled."""

    __slots__ = ()

    @property
    def secrets(self) -> Sequence[str]:
        """What is not to be shown, besides the client's password."""
        return ()

    @abstractmethod
    def form(self) -> dict[str, str]:
        """The fields of the token request, without those that say who the client is."""

    def refreshing(self, refresh_token: str) -> dict[str, str] | None:
        """The fields of a request that takes a refresh token in place of the grant; None
        where there is no such request."""
        return None

    def rotated(self, refresh_token: str) -> OnRefresh | None:
        """Takes a new refresh token in place of its own; what is to be told of it."""
        return None

    def source(self, name: str, scheme: Scheme, base_url: str) -> TokenSource:
        """The tokens that it gets."""
        from .oauth import Endpoints
        from .tokens import GrantedTokens

        token_url = cast(_Common, self).token_url
        match scheme:
            case OpenIdConnect(url=url):
                urls = Endpoints(token_url, url)
            case OAuth2():
                token = token_url or self._own_url(scheme) or scheme.token_url
                refresh = scheme.refresh_url or scheme.token_url
                refresh = None if token_url else refresh
                urls = Endpoints(token, scheme.metadata_url, refresh)
            case _:
                raise ValueError(f"{name} takes no {type(self).__name__}")
        return GrantedTokens(name, cast(Any, self), urls.below(base_url))

    def _own_url(self, scheme: OAuth2) -> str | None:
        """Where the document sends this grant, if that is not the `token_url`."""
        return None

    def _fields(self, grant_type: str, **own: str | None) -> dict[str, str]:
        common = cast(_Common, self)
        scopes = common.scopes
        scope = scopes if isinstance(scopes, str) else " ".join(scopes)
        fields = {"grant_type": grant_type, **own, "scope": scope}
        return {n: value for n, value in fields.items() if value} | dict(common.extra)

    def __repr__(self) -> str:
        client_id = getattr(self, "client_id", None)
        return f"<{type(self).__name__} of client {client_id!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds a secret and is not pickled")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


@public
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClientCredentials(OAuthGrant):
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
        return self._fields("client_credentials", audience=self.audience)


@public
@dataclass(slots=True, eq=False, repr=False)
class RefreshToken(OAuthGrant):
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
    on_refresh: OnRefresh | None = None

    def form(self) -> dict[str, str]:
        return self._fields("refresh_token", refresh_token=self.refresh_token)

    def rotated(self, refresh_token: str) -> OnRefresh | None:
        is_new = refresh_token != self.refresh_token
        self.refresh_token = refresh_token
        return self.on_refresh if is_new else None

    @property
    def secrets(self) -> Sequence[str]:
        """What is not to be shown, besides the client's password."""
        return (self.refresh_token,)

    def _own_url(self, scheme: OAuth2) -> str | None:
        return scheme.refresh_url


@public
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PasswordCredentials(OAuthGrant):
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
        own = {"username": self.username, "password": self.password}
        return self._fields("password", **own)

    def refreshing(self, refresh_token: str) -> dict[str, str]:
        return self._fields("refresh_token", refresh_token=refresh_token)

    @property
    def secrets(self) -> Sequence[str]:
        """What is not to be shown, besides the client's password."""
        return (self.password,)

    def _own_url(self, scheme: OAuth2) -> str | None:
        return scheme.password_url


AccessToken = Credential | ClientCredentials | PasswordCredentials | RefreshToken
"""A token, what gives it, or what it is fetched with."""

AsyncAccessToken = (
    AsyncCredential | ClientCredentials | PasswordCredentials | RefreshToken
)
"""The same, for an asynchronous client."""


def _bearer(secret: Revealed) -> Placed | str:
    if isinstance(secret, str):
        return Bearer().placed(secret)
    return not_a(_WANTED, secret)
