"""Token requests of OAuth 2 (RFC 6749) without their I/O: what to send, what comes of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from json import loads
from time import monotonic
from typing import Any, NamedTuple, Protocol, cast
from urllib.parse import quote_plus, urlencode, urljoin, urlsplit

import httpx2

from .api import Call
from .errors import CredentialsError, TimeoutError
from .failures import told, transport_error
from .request import Request
from .retries import STATUSES, backoff, delay
from .secrecy import Hidden, has_surrogates, without_frames

MARGIN = 60.0
"""Seconds before its end at which a token is renewed, or half its life if that is less."""

FAILURES = (httpx2.RequestError, httpx2.InvalidURL)
"""What httpx2 raises where no answer arrives."""

_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_PASSING = (httpx2.NetworkError, httpx2.TimeoutException, httpx2.RemoteProtocolError)
# Answered before the grant was looked at: even a refresh token may be sent again.
_REFUSED = frozenset({429, 503})


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes


Step = httpx2.Request | float
"""What to do next: send, or wait that many seconds."""


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """An access token."""

    value: str
    renewed_at: float | None
    """When it is to be replaced, as `monotonic` counts."""
    ends_at: float | None


Tell = Callable[[], Awaitable[None] | None]
"""Tells the caller of a new refresh token."""

Grants = Generator[Step, Answer | None, tuple[Token, Tell | None]]
"""Steps to a token, and what to do once it is kept."""


class TokenGrant(Protocol):
    """What token requests are made of."""

    @property
    def client_id(self) -> str | None: ...
    @property
    def client_secret(self) -> str | None: ...
    @property
    def token_url(self) -> str | None: ...
    @property
    def extra(self) -> Mapping[str, str]: ...
    @property
    def in_body(self) -> bool: ...
    @property
    def secrets(self) -> Sequence[str]: ...
    def form(self) -> dict[str, str]: ...
    def refreshing(self, refresh_token: str) -> dict[str, str] | None: ...
    def rotated(
        self, refresh_token: str
    ) -> Callable[[str], Awaitable[None] | None] | None: ...


class Endpoints(NamedTuple):
    """Where tokens come from; the metadata names the token endpoint where it is None."""

    token: str | None
    metadata: str | None = None
    refresh: str | None = None
    """For the refresh tokens that come with tokens, where that is another one."""

    def below(self, base_url: str) -> Endpoints:
        """The same, with relative URLs joined to the base URL."""
        folder = base_url.partition("?")[0] + "/"
        return Endpoints(*(url and urljoin(folder, url) for url in self))


class TokenEndpoint:
    """Where the tokens of a scheme come from, and with what grant."""

    def __init__(self, name: str, grant: TokenGrant, urls: Endpoints) -> None:
        """`name` is the scheme's."""
        self._name = name
        self._grant = grant
        self._url, self._metadata_url, self._refresh_url = urls
        self._refresh_token: str | None = None
        """What a password got besides a token."""

    def granted(self, call: Call) -> Grants:
        """A new token, and what to do when it is kept.

        Raises:
            CredentialsError: There is no token.
            TransportError: The endpoint does not answer.
        """
        if self._url is None:
            self._url = yield from self._discovered(call)
        form = Hidden(self._refreshing())
        if form.reveal():
            url = self._refresh_url or self._url
            try:
                return (yield from self._fetched(url, form, call))
            except CredentialsError:
                # It has ended, too; the password has not.
                self._refresh_token = None
        return (yield from self._fetched(self._url, Hidden(self._grant.form()), call))

    def _fetched(self, url: str, form: Hidden[dict[str, str]], call: Call) -> Grants:
        request = self._asking(url, form, call)
        started = monotonic()
        patient = form.reveal().get("grant_type") != "refresh_token"
        answer = yield from self._answered(request, patient, call)
        data = self._checked(answer, request.url)
        lasts = _seconds(data.reveal().get("expires_in"))
        token = Token(data.reveal()["access_token"], None, None)
        if lasts is not None:
            ends = started + lasts
            token = Token(token.value, ends - min(MARGIN, lasts / 2), ends)
        call.settings.log.debug("a token for %s from %s", self._name, request.url.host)
        return token, self._rotated(data.reveal().get("refresh_token"))

    def _refreshing(self) -> dict[str, str]:
        """The form of what a password got besides a token; {} where that is nothing."""
        if self._refresh_token is None:
            return {}
        return self._grant.refreshing(self._refresh_token) or {}

    def _rotated(self, new: object) -> Tell | None:
        """Keeps a new refresh token; what tells the caller of it."""
        if not isinstance(new, str) or not new:
            return None
        if self._grant.refreshing(new) is not None:
            self._refresh_token = new
        tell, fresh = self._grant.rotated(new), Hidden(new)
        return None if tell is None else lambda: tell(fresh.reveal())

    def _discovered(self, call: Call) -> Generator[Step, Answer | None, str]:
        """The token endpoint that the metadata names (OpenID Connect Discovery 1.0,
        section 4; RFC 8414, section 3)."""
        if self._metadata_url is None:
            raise CredentialsError(
                f"the document names no token endpoint for {self._name}: "
                f"give the {type(self._grant).__name__} a token_url"
            )
        url = self._allowed(self._metadata_url)
        headers = {"Accept": "application/json"}
        limits = {"timeout": _times(call)}
        request = httpx2.Request("GET", url, headers=headers, extensions=limits)
        answer = yield from self._answered(request, True, call)
        data = _members(answer.content)
        issuer, found = data.get("issuer"), data.get("token_endpoint")
        if answer.status != 200 or not isinstance(found, str):
            raise CredentialsError(
                f"{url} answered {answer.status} without a token endpoint"
            )
        if not isinstance(issuer, str) or _origin(issuer) != _origin(str(url)):
            raise CredentialsError(f"{url} speaks for another issuer than its own")
        return found

    def _asking(
        self, url: str, form: Hidden[dict[str, str]], call: Call
    ) -> httpx2.Request:
        """The token request (RFC 6749, sections 2.3.1, 4.3.2, 4.4.2 and 6)."""
        target, limits = self._allowed(url), {"timeout": _times(call)}
        request = self._request(target, form.reveal(), limits)
        if request is None:
            raise CredentialsError(
                f"the {type(self._grant).__name__} of {self._name} holds surrogates "
                "(halves of characters), which cannot be sent"
            )
        return request

    def _request(
        self, url: httpx2.URL, form: dict[str, str], limits: Mapping[str, Any]
    ) -> httpx2.Request | None:
        """This must not raise: its frame shows what is sent."""
        grant = self._grant
        texts = (*form.values(), grant.client_id or "", grant.client_secret or "")
        if any(map(has_surrogates, texts)):
            return None
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if grant.client_secret is None or grant.in_body:
            own = {"client_id": grant.client_id, "client_secret": grant.client_secret}
            form |= {name: value for name, value in own.items() if value is not None}
        else:
            headers["Authorization"] = f"Basic {_pair(grant)}"
        return httpx2.Request(
            "POST",
            url,
            content=urlencode(form).encode(),
            headers=headers,
            extensions=limits,
        )

    def _allowed(self, url: str) -> httpx2.URL:
        """What secrets may be sent to (RFC 6749, section 3.2: TLS)."""
        try:
            parsed = httpx2.URL(url)
        except httpx2.InvalidURL:
            parsed = httpx2.URL("")
        safe = parsed.scheme == "https" or (
            parsed.scheme == "http" and _is_loopback(parsed.host)
        )
        if safe and parsed.host and not parsed.userinfo:
            return parsed
        raise CredentialsError(
            f"the token endpoint of {self._name} must be an https URL without user"
        )

    def _answered(
        self, request: httpx2.Request, patient: bool, call: Call
    ) -> Generator[Step, Answer | None, Answer]:
        """The answer, after as many attempts as a call has. `patient` says that the
        request may be repeated even where the server may have acted on it."""
        attempt = 0
        while True:
            last = attempt >= call.settings.max_retries
            try:
                answer = cast(Answer, (yield request))
            except FAILURES as error:
                if last or not isinstance(error, _PASSING if patient else _UNSENT):
                    asked: Request[Any] = Request(
                        request.method, str(request.url), None
                    )
                    without_frames(error)
                    raise transport_error(asked, error, self._secrets) from error
                seconds = backoff(attempt)
            else:
                if last or answer.status not in (STATUSES if patient else _REFUSED):
                    return answer
                after = delay(attempt, answer.headers)
                if after is None:
                    return answer
                seconds = after
            if call.seconds_left is not None and call.seconds_left <= seconds:
                raise late(self._name)
            yield seconds
            attempt += 1

    def _checked(self, answer: Answer, url: httpx2.URL) -> Hidden[dict[str, Any]]:
        """The members of a successful answer (RFC 6749, sections 5.1 and 5.2)."""
        data = Hidden(_members(answer.content))
        has_token = 200 <= answer.status < 300 and _has_token(data.reveal())
        if has_token and _is_bearer(data.reveal()):
            return data
        said = self._said(data.reveal())
        why = ": ".join(said.values())
        if has_token:
            why = "tokens of another type than Bearer"
        where = f"{url.scheme}://{url.netloc.decode()}{url.path}"
        raise CredentialsError(
            f"{where} answered {answer.status} to the request of a token for "
            f"{self._name}" + (f": {why}" if why else ""),
            **said,
        )

    def _said(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {
            name: told(text, self._secrets)
            for name in ("error", "error_description")
            if isinstance(text := data.get(name), str)
        }

    @property
    def _secrets(self) -> list[str]:
        grant = self._grant
        own = [grant.client_secret, _pair(grant), *grant.extra.values()]
        own += [*grant.secrets, self._refresh_token]
        return [secret for secret in own if secret]


def late(name: str) -> TimeoutError:
    """The error where the deadline of a call has passed."""
    return TimeoutError(f"the deadline passed without a token for {name}")


def _times(call: Call) -> Mapping[str, float | None]:
    """Seconds for each phase of a request."""
    left, phases = call.seconds_left, call.settings.timeout
    if left is None:
        return phases
    return {n: left if s is None else min(s, left) for n, s in phases.items()}


def _pair(grant: TokenGrant) -> str:
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


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    default = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return parts.scheme, parts.netloc.lower().removesuffix(default)


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
    """`expires_in`, which some servers send as a string."""
    try:
        seconds = float(value) if isinstance(value, (int, float, str)) else None
    except (ValueError, OverflowError):
        return None
    return seconds if seconds == seconds else None
