"""Token requests of OAuth 2 (RFC 6749): what to send, and how to read the responses."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from json import loads
from time import monotonic
from typing import Any, NamedTuple, Protocol, cast
from urllib.parse import quote_plus, urlencode, urljoin

import httpx2

from .api import Call, timeouts
from .errors import CredentialsError, Hidden, TimeoutError, without_frames
from .failures import sanitized, transport_error
from .parameters import has_surrogates
from .request import Request, origin
from .retries import STATUSES, backoff, delay

MARGIN = 60.0
"""A token is renewed this many seconds before it expires, or after half its lifetime if
that is later."""

FAILURES = (httpx2.RequestError, httpx2.InvalidURL)
"""The errors of httpx2 for a request without a response."""

_NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_TEMPORARY = (httpx2.NetworkError, httpx2.TimeoutException, httpx2.RemoteProtocolError)
# Sent before the server looked at the grant: even a refresh token may be sent again.
_UNPROCESSED = frozenset({429, 503})


@dataclass(frozen=True, slots=True, repr=False)
class TokenResponse:
    """A response of a token endpoint."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """An access token."""

    value: str
    renew_at: float | None = None
    """When to fetch the next one, on the clock of `monotonic`; None if never."""
    expires_at: float | None = None


Notify = Callable[[], Awaitable[None] | None]
"""The callback of a grant, with the new refresh token."""


class TokenGrant(Protocol):
    """An `OAuthGrant`, as token requests use it."""

    @property
    def client_id(self) -> str | None: ...
    @property
    def client_secret(self) -> str | None: ...
    @property
    def extra(self) -> Mapping[str, str]: ...
    @property
    def in_body(self) -> bool: ...
    @property
    def secrets(self) -> Sequence[str]: ...
    def form(self) -> dict[str, str]: ...
    def refresh_form(self, refresh_token: str) -> dict[str, str] | None: ...
    def rotate(
        self, refresh_token: str
    ) -> Callable[[str], Awaitable[None] | None] | None: ...


class Session(ABC):
    """The I/O of token requests, on behalf of one call of the API."""

    def __init__(self, call: Call) -> None:
        self.call = call

    @abstractmethod
    async def send(self, request: httpx2.Request) -> TokenResponse:
        """The response, without what a client adds for the API: headers, cookies, auth."""

    @abstractmethod
    async def sleep(self, seconds: float) -> None:
        """Waits before the next attempt."""

    @abstractmethod
    async def notify(self, notify: Notify) -> None:
        """Passes a new refresh token to the callback of the grant."""


class Endpoints(NamedTuple):
    """The URLs of a scheme; without `token`, the metadata names it."""

    token: str | None
    metadata: str | None = None
    refresh: str | None = None
    """For refresh tokens, if other than `token`."""

    def below(self, base_url: str) -> Endpoints:
        """The same, with relative URLs joined to the base URL."""
        folder = base_url.partition("?")[0] + "/"
        return Endpoints(*(url and _joined(folder, url) for url in self))


class TokenEndpoint:
    """Fetches the tokens of a scheme with a grant."""

    def __init__(self, name: str, grant: TokenGrant, urls: Endpoints) -> None:
        """`name` is the name of the scheme."""
        self._name = name
        self._grant = grant
        self._url, self._metadata_url, self._refresh_url = urls
        self._refresh_token: str | None = None
        """The one that came with the last token of a password."""

    async def fetch(self, session: Session) -> tuple[Token, Notify | None]:
        """A new token, and what to call after it is stored.

        Raises:
            CredentialsError: The endpoint issues no token.
            TransportError: The endpoint does not respond.
        """
        if self._url is None:
            self._url = await self._discover(session)
        form = Hidden(self._refresh_form())
        if form.reveal():
            url = self._refresh_url or self._url
            try:
                return await self._request_token(url, form, session)
            except CredentialsError:
                # The refresh token has expired; the password has not.
                self._refresh_token = None
        form = Hidden(self._grant.form())
        return await self._request_token(self._url, form, session)

    async def _request_token(
        self, url: str, form: Hidden[dict[str, str]], session: Session
    ) -> tuple[Token, Notify | None]:
        request = self._token_request(url, form, session.call)
        started = monotonic()
        is_repeatable = form.reveal().get("grant_type") != "refresh_token"
        response = await self._response(request, is_repeatable, session)
        data = self._checked(response, request.url)
        token = Token(data.reveal()["access_token"])
        lifetime = _seconds(data.reveal().get("expires_in"))
        if lifetime is not None:
            end = started + lifetime
            token = Token(token.value, end - min(MARGIN, lifetime / 2), end)
        log = session.call.settings.log
        log.debug("a token for %s from %s", self._name, request.url.host)
        return token, self._rotated(data.reveal().get("refresh_token"))

    def _refresh_form(self) -> dict[str, str]:
        """The form for the refresh token that came with a token; {} without one."""
        if self._refresh_token is None:
            return {}
        return self._grant.refresh_form(self._refresh_token) or {}

    def _rotated(self, new: object) -> Notify | None:
        """Stores a new refresh token; the call that passes it to the grant's callback."""
        if not isinstance(new, str) or not new:
            return None
        if self._grant.refresh_form(new) is not None:
            self._refresh_token = new
        callback, token = self._grant.rotate(new), Hidden(new)
        return None if callback is None else lambda: callback(token.reveal())

    async def _discover(self, session: Session) -> str:
        """The token endpoint in the metadata (OpenID Connect Discovery 1.0, section 4;
        RFC 8414, section 3)."""
        if self._metadata_url is None:
            raise CredentialsError(
                f"the document names no token endpoint for {self._name}: "
                f"pass a token_url to the {type(self._grant).__name__}"
            )
        url = self._checked_url(self._metadata_url)
        request = httpx2.Request(
            "GET",
            url,
            headers={"Accept": "application/json"},
            extensions={"timeout": timeouts(session.call)},
        )
        response = await self._response(request, True, session)
        data = _members(response.content)
        issuer, endpoint = data.get("issuer"), data.get("token_endpoint")
        if response.status != 200 or not isinstance(endpoint, str):
            raise CredentialsError(
                f"{url} returned {response.status} without a token endpoint"
            )
        if not _is_issuer(issuer, url):
            raise CredentialsError(f"the issuer in {url} is at another origin")
        return endpoint

    def _token_request(
        self, url: str, form: Hidden[dict[str, str]], call: Call
    ) -> httpx2.Request:
        """The token request (RFC 6749, sections 2.3.1, 4.3.2, 4.4.2 and 6)."""
        target, extensions = self._checked_url(url), {"timeout": timeouts(call)}
        request = self._build(target, form.reveal(), extensions)
        if request is None:
            raise CredentialsError(
                f"the {type(self._grant).__name__} of {self._name} contains surrogates, "
                "which cannot be encoded as UTF-8"
            )
        return request

    def _build(
        self, url: httpx2.URL, form: dict[str, str], extensions: Mapping[str, Any]
    ) -> httpx2.Request | None:
        """The request, None if it cannot be encoded. This must not raise: the variables
        of its frame are secret."""
        grant = self._grant
        texts = (*form.values(), grant.client_id or "", grant.client_secret or "")
        if any(map(has_surrogates, texts)):
            return None
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if grant.client_secret is None or grant.in_body:
            client = {
                "client_id": grant.client_id,
                "client_secret": grant.client_secret,
            }
            form |= {name: text for name, text in client.items() if text is not None}
        else:
            headers["Authorization"] = f"Basic {_basic(grant)}"
        return httpx2.Request(
            "POST",
            url,
            content=urlencode(form).encode(),
            headers=headers,
            extensions=extensions,
        )

    def _checked_url(self, url: str) -> httpx2.URL:
        """The URL, if secrets may be sent to it (RFC 6749, section 3.2: TLS)."""
        try:
            parsed = httpx2.URL(url)
        except httpx2.InvalidURL:
            parsed = httpx2.URL("")
        is_safe = parsed.scheme == "https" or (
            parsed.scheme == "http" and _is_loopback(parsed.host)
        )
        if is_safe and parsed.host and not parsed.userinfo:
            return parsed
        shown = re.split(r"[?#]", re.sub(r"(?s)//.*@", "//***@", url))[0]
        raise CredentialsError(
            f"the token endpoint of {self._name} is {shown!r}; it must be an https URL "
            "(http is accepted for loopback hosts only) without a user name in it"
        )

    async def _response(
        self, request: httpx2.Request, repeatable: bool, session: Session
    ) -> TokenResponse:
        """The response, after as many attempts as a call of the API has.

        A request that is not `repeatable` is only sent again if the server did not
        process it.
        """
        attempt, call = 0, session.call
        while True:
            is_last = attempt >= call.settings.max_retries
            try:
                response = await session.send(request)
            except FAILURES as error:
                temporary = _TEMPORARY if repeatable else _NOT_SENT
                if is_last or not isinstance(error, temporary):
                    shown: Request[Any] = Request(
                        request.method, str(request.url), None
                    )
                    without_frames(error)
                    raise transport_error(shown, error, self._secrets) from error
                seconds = backoff(attempt)
            else:
                statuses = STATUSES if repeatable else _UNPROCESSED
                if is_last or response.status not in statuses:
                    return response
                asked = delay(attempt, response.headers)
                if asked is None:
                    return response
                seconds = asked
            if call.seconds_left is not None and call.seconds_left <= seconds:
                raise deadline_error(self._name)
            await session.sleep(seconds)
            attempt += 1

    def _checked(
        self, response: TokenResponse, url: httpx2.URL
    ) -> Hidden[dict[str, Any]]:
        """The members of a successful response (RFC 6749, sections 5.1 and 5.2)."""
        data = Hidden(_members(response.content))
        has_token = 200 <= response.status < 300 and _has_token(data.reveal())
        if has_token and _is_bearer(data.reveal()):
            return data
        errors = self._errors(data.reveal())
        why = (
            "the token type is not Bearer" if has_token else ": ".join(errors.values())
        )
        where = f"{url.scheme}://{url.netloc.decode()}{url.path}"
        raise CredentialsError(
            f"{where} returned {response.status} for the token request of "
            f"{self._name}" + (f": {why}" if why else ""),
            **errors,
        )

    def _errors(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {
            name: sanitized(text, self._secrets)
            for name in ("error", "error_description")
            if isinstance(text := data.get(name), str)
        }

    @property
    def _secrets(self) -> list[str]:
        grant = self._grant
        secrets = [grant.client_secret, _basic(grant), *grant.extra.values()]
        secrets += [*grant.secrets, self._refresh_token]
        return [secret for secret in secrets if secret]


def _joined(base_url: str, url: str) -> str:
    try:
        return urljoin(base_url, url)
    except ValueError:
        return url  # A request to it is refused.


def deadline_error(name: str) -> TimeoutError:
    """The error after the deadline of a call; `name` is the name of the scheme."""
    return TimeoutError(f"the deadline passed without a token for {name}")


def _basic(grant: TokenGrant) -> str:
    parts = (
        quote_plus(part or "", errors="replace")
        for part in (grant.client_id, grant.client_secret)
    )
    return b64encode(":".join(parts).encode()).decode()


def _is_loopback(host: str) -> bool:
    return (
        host in ("localhost", "::1")
        or host.endswith(".localhost")
        or (host.startswith("127.") and host.replace(".", "").isdecimal())
    )


def _is_issuer(issuer: object, url: httpx2.URL) -> bool:
    try:
        return isinstance(issuer, str) and origin(issuer) == origin(str(url))
    except ValueError:
        return False


def _has_token(data: Mapping[str, Any]) -> bool:
    token = data.get("access_token")
    return isinstance(token, str) and token != ""


def _is_bearer(data: Mapping[str, Any]) -> bool:
    kind = data.get("token_type", "Bearer")
    return isinstance(kind, str) and kind.lower() == "bearer"


def _members(content: bytes) -> dict[str, Any]:
    try:
        data: object = loads(content)
    except (ValueError, RecursionError):
        return {}
    return cast(dict[str, Any], data) if isinstance(data, dict) else {}


def _seconds(value: object) -> float | None:
    """The number in `expires_in`, which some servers send as a string."""
    try:
        seconds = float(value) if isinstance(value, (int, float, str)) else None
    except (ValueError, OverflowError):
        return None
    return seconds if seconds == seconds else None
