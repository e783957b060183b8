"""OAuth 2 and OpenID Connect: the schemes, and the grants that fetch their tokens.

Nothing heavy is imported here.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, NoReturn, Self, cast

from .api import (
    Applied,
    AsyncCredential,
    Bearer,
    Credential,
    Grant,
    Revealed,
    Scheme,
    TokenSource,
    wrong_type,
)
from .lazy import public

OnRefresh = Callable[[str], Awaitable[None] | None]
"""Takes a new refresh token."""

_EXPECTED = "a token or a grant such as PasswordCredentials(...)"


class _TokenScheme(Scheme):
    """A scheme whose tokens are sent as `Bearer` sends them."""

    __slots__ = ()

    def apply(self, secret: Revealed) -> Applied | str:
        if isinstance(secret, str):
            return Bearer().apply(secret)
        return wrong_type(_EXPECTED, secret)

    def grant(self, client_id: str, client_secret: str) -> Grant | None:
        return ClientCredentials(client_id, client_secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2(_TokenScheme):
    """An access token of OAuth 2 (RFC 6749).

    The URLs are those of the document, None where it has none; relative ones are
    resolved against the base URL. `password_url` is the token endpoint of the password
    flow, if it differs from `token_url`. `scopes` are the documented ones.
    """

    authorization_url: str | None = None
    device_authorization_url: str | None = None
    token_url: str | None = None
    password_url: str | None = None
    refresh_url: str | None = None
    metadata_url: str | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenIdConnect(_TokenScheme):
    """An access token of OpenID Connect; `url` is the discovery document."""

    url: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OAuthGrant(Grant):
    """A grant of OAuth 2; its repr shows no secret, and it is not pickled."""

    _: KW_ONLY
    scopes: str | Sequence[str] = ()
    token_url: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    in_body: bool = False

    @property
    def secrets(self) -> Sequence[str]:
        """The secrets other than `client_secret`."""
        return ()

    @abstractmethod
    def form(self) -> dict[str, str]:
        """The fields of the token request, without those that identify the client."""

    def refresh_form(self, refresh_token: str) -> dict[str, str] | None:
        """The fields of a request with a refresh token that the server issued; None if
        the grant does not use those."""
        return None

    def rotate(self, refresh_token: str) -> OnRefresh | None:
        """Replaces the grant's own refresh token; the callback to pass it to."""
        return None

    def source(self, name: str, scheme: Scheme, base_url: str) -> TokenSource:
        """The tokens for a scheme."""
        from .oauth import Endpoints
        from .tokens import GrantedTokens

        match scheme:
            case OpenIdConnect(url=url):
                urls = Endpoints(self.token_url, url)
            case OAuth2():
                token = self.token_url or self._endpoint(scheme) or scheme.token_url
                refresh = scheme.refresh_url or scheme.token_url
                refresh = None if self.token_url else refresh
                urls = Endpoints(token, scheme.metadata_url, refresh)
            case _:
                raise ValueError(f"{name} does not accept {type(self).__name__}")
        return GrantedTokens(name, cast(Any, self), urls.below(base_url))

    def _endpoint(self, scheme: OAuth2) -> str | None:
        """The endpoint for this grant in the document, if other than `token_url`."""
        return None

    def _fields(self, grant_type: str, **own: str | None) -> dict[str, str]:
        scopes = self.scopes
        scope = scopes if isinstance(scopes, str) else " ".join(scopes)
        fields = {"grant_type": grant_type, **own, "scope": scope}
        return {n: value for n, value in fields.items() if value} | dict(self.extra)

    def __repr__(self) -> str:
        client_id = getattr(self, "client_id", None)
        return f"<{type(self).__name__} of client {client_id!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds a secret and cannot be pickled")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


@public
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClientCredentials(OAuthGrant):
    """The client's own credentials (RFC 6749, section 4.4).

    Args:
        client_id: The name of the client at the token endpoint.
        client_secret: Its password, sent to the token endpoint only.
        scopes: The scopes to request; if empty, the server decides.
        token_url: Replaces the document's.
        extra: Further fields of the token request.
        in_body: Send the client's name and password in the body, not by HTTP Basic.
        audience: The API that the token is for, if the server requires one.
    """

    client_id: str
    client_secret: str
    _: KW_ONLY
    audience: str | None = None

    def form(self) -> dict[str, str]:
        return self._fields("client_credentials", audience=self.audience)


@public
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RefreshToken(OAuthGrant):
    """A refresh token (RFC 6749, section 6).

    If the server sends a new refresh token, that becomes `refresh_token`.

    Args:
        refresh_token: The latest one, sent to the token endpoint only.
        client_id: The name of the client it was issued to.
        client_secret: Its password; None for a public client.
        scopes: The scopes to request; if empty, those that were granted.
        token_url: Replaces the document's.
        extra: Further fields of the token request.
        in_body: Send the client's name and password in the body, not by HTTP Basic.
        on_refresh: Called with every new refresh token, to store it. With an
            asynchronous client it may be asynchronous.
    """

    refresh_token: str
    _: KW_ONLY
    client_id: str | None = None
    client_secret: str | None = None
    on_refresh: OnRefresh | None = None

    def form(self) -> dict[str, str]:
        return self._fields("refresh_token", refresh_token=self.refresh_token)

    def rotate(self, refresh_token: str) -> OnRefresh | None:
        is_new = refresh_token != self.refresh_token
        object.__setattr__(self, "refresh_token", refresh_token)
        return self.on_refresh if is_new else None

    @property
    def secrets(self) -> Sequence[str]:
        return (self.refresh_token,)

    def _endpoint(self, scheme: OAuth2) -> str | None:
        return scheme.refresh_url


@public
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PasswordCredentials(OAuthGrant):
    """A user's name and password (RFC 6749, section 4.3).

    If the server sends a refresh token, that fetches the next tokens for as long as the
    server accepts it.

    Args:
        username: The name of the user at the token endpoint.
        password: The user's password, sent to the token endpoint only.
        client_id: The name of the client, if the server requires it.
        client_secret: Its password; None for a public client.
        scopes: The scopes to request; if empty, the server decides.
        token_url: Replaces the document's.
        extra: Further fields of the token request.
        in_body: Send the client's name and password in the body, not by HTTP Basic.
    """

    username: str
    password: str
    _: KW_ONLY
    client_id: str | None = None
    client_secret: str | None = None

    def form(self) -> dict[str, str]:
        user = {"username": self.username, "password": self.password}
        return self._fields("password", **user)

    def refresh_form(self, refresh_token: str) -> dict[str, str]:
        return self._fields("refresh_token", refresh_token=refresh_token)

    @property
    def secrets(self) -> Sequence[str]:
        return (self.password,)

    def _endpoint(self, scheme: OAuth2) -> str | None:
        return scheme.password_url


AccessToken = Credential | ClientCredentials | PasswordCredentials | RefreshToken
"""A token, a function that returns one, or a grant that fetches it."""

AsyncAccessToken = (
    AsyncCredential | ClientCredentials | PasswordCredentials | RefreshToken
)
"""The same, for an asynchronous client."""
