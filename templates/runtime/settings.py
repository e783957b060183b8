"""What a client was told: its base URL, credentials and options."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from os import environ
from types import EllipsisType
from typing import Any, Literal, NoReturn, Self, TypedDict, Unpack
from urllib.parse import urljoin, urlsplit

import httpx2

from .api import Api, ApiKey, Scheme, filled
from .auth import Given, Secret, chosen, gathered
from .drift import DriftReporter
from .hooks import Hooks
from .logs import hide_query_credentials
from .option_checks import checked_options
from .parameters import query_text
from .request import Request
from .secrecy import Hidden, unframed

Timeout = float | httpx2.Timeout | None
"""Seconds, or httpx2's own; None waits for ever."""

Validation = Literal["strict", "tolerant"]
"""Whether a response that is not what the document says is an error, or taken as data."""


TIMEOUT = 60.0
"""Seconds that each phase of a request may take, unless told otherwise."""

MAX_RESPONSE_BYTES = 1 << 28
"""How long the body of a response may be, unless told otherwise: 256 MiB."""

WAIT_TIMEOUT = 600.0
"""Seconds that a waiter waits, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of a client; never changed, only replaced."""

    api: Api
    base_url: str
    fixed: bool
    """The caller chose the base URL: no operation has another."""
    variables: Mapping[str, str]
    credentials: Mapping[str, Secret]
    auth: bool
    """Whether calls go with credentials."""
    timeout: Mapping[str, float | None]
    deadline: float | None
    wait_timeout: float
    max_retries: int
    max_response_bytes: int | None
    validation: Validation
    hooks: Hooks
    reporter: DriftReporter
    headers: Mapping[str, str]
    query: Mapping[str, object]
    log: logging.Logger
    hurried: bool = False
    """Pauses take no time, since it is a fake that answers."""

    def __repr__(self) -> str:
        return f"<Settings of {self.base_url}>"

    @property
    def drift(self) -> DriftReporter | None:
        """Where what is not as the document says is reported; None: it is an error."""
        return None if self.validation == "strict" else self.reporter

    def url(self, request: Request[Any]) -> str:
        """Where a request goes, percent-encoded, its query included."""
        base = self.base_url
        if request.base_url is not None and not self.fixed:
            server = filled(request.base_url, self.variables)
            base = checked(urljoin(base, server), self.api)
        base, _, always = base.partition("?")
        # A fragment tells operations apart, and is not sent (RFC 3986, section 3.5).
        path, _, fixed = request.url.partition("#")[0].partition("?")
        own = {k: v for k, v in self.query.items() if request.query.get(k) is None}
        queries = (always, fixed, request.query_string, query_text(own))
        query = "&".join(filter(None, queries))
        url = f"{base}{path}?{query}" if query else base + path
        return request.located(url, own)

    def schemes(self, request: Request[Any]) -> Sequence[str]:
        """The schemes whose credentials go with a request."""
        if not self.auth:
            return ()
        held: Collection[str] = self.credentials
        if self.headers:
            held = {*held, *self._in_headers()}
        return chosen(self.api, request, held)

    def _in_headers(self) -> list[str]:
        """The schemes that the caller's own headers stand in for."""
        names = {name.lower() for name in self.headers}
        return [name for name, s in self.api.schemes.items() if header_of(s) in names]


class Options(TypedDict, total=False):
    """What a generated client hands to the runtime's, besides its I/O."""

    credentials: Mapping[str, Given | None]
    """By scheme."""
    auth: bool
    variables: Mapping[str, str | None]
    """Of the base URL."""
    base_url: str | None
    timeout: Timeout | EllipsisType
    deadline: float | None
    wait_timeout: float
    max_retries: int
    max_response_bytes: int | None
    headers: Mapping[str, str] | None
    validation: Validation
    hooks: Hooks | None


def hidden_options(**options: Unpack[Options]) -> Hidden[Options]:
    """The options, as no frame shows them."""
    return Hidden(options)


def settings(
    api: Api,
    options: Hidden[Options],
    http_client: httpx2.Client | httpx2.AsyncClient | None = None,
) -> Settings:
    """The settings of a new client; the environment is read here, and only here.

    A `http_client` of the caller's brings its timeouts and, if it has one, its base URL.

    Raises:
        ValueError: There is no base URL, or an option makes no sense.
    """
    return unframed(lambda: _settings(api, options.reveal(), http_client))


def _settings(
    api: Api,
    options: Options,
    http_client: httpx2.Client | httpx2.AsyncClient | None,
) -> Settings:
    given = options.get("variables", {}).items()
    own = {name: value for name, value in given if value is not None}
    checked_options(options)
    base_url = options.get("base_url")
    timeout = options.get("timeout", ...)
    if timeout is ...:
        timeout = TIMEOUT if http_client is None else http_client.timeout
    if base_url is None and not own and http_client is not None:
        base_url = str(http_client.base_url) or None
    if base_url is None and not own:
        base_url = environ.get(api.base_url_variable) or None
    every = {**api.variables, **own}
    hooks = options.get("hooks") or Hooks()
    log = logging.getLogger(api.name)
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    hide_query_credentials(api)
    base = filled(api.base_url, every) if base_url is None else base_url
    base = checked(base, api, is_given=base_url is not None)
    return Settings(
        api=api,
        base_url=base,
        fixed=base_url is not None,
        variables=every,
        credentials=gathered(api, options.get("credentials", {}), base),
        auth=options.get("auth", True),
        timeout=httpx2.Timeout(timeout).as_dict(),
        deadline=options.get("deadline"),
        wait_timeout=options.get("wait_timeout", WAIT_TIMEOUT),
        max_retries=options.get("max_retries", 2),
        max_response_bytes=options.get("max_response_bytes", MAX_RESPONSE_BYTES),
        validation=options.get("validation", "tolerant"),
        hooks=hooks,
        reporter=DriftReporter(log, hooks.on_drift),
        headers=dict(options.get("headers") or {}),
        query={},
        log=log,
    )


def _changed(old: Settings, changes: Mapping[str, Any]) -> Settings:
    given = {name: value for name, value in changes.items() if value is not ...}
    checked_options(given)
    headers, query = given.pop("extra_headers"), given.pop("extra_query")
    if "hooks" in given:
        given["reporter"] = DriftReporter(old.log, given["hooks"].on_drift)
    if "timeout" in given:
        given["timeout"] = httpx2.Timeout(given["timeout"]).as_dict()
    if "base_url" in given:
        base = checked(given["base_url"], old.api, is_given=True)
        given |= {"base_url": base, "fixed": True}
    given["headers"] = {**old.headers, **headers}
    given["query"] = {**old.query, **query}
    return replace(old, **given)


class ClientOptions:
    """The half of a client that does no I/O."""

    _settings: Settings
    _owns_http: bool

    @property
    def base_url(self) -> str:
        """Where requests go, without a slash at its end."""
        return self._settings.base_url

    @property
    def deadline(self) -> float | None:
        """Seconds for the whole of a call, None if there is no limit.

        A synchronous client cannot cut short the look-up of a host's name (DNS): where
        that takes longer, the call ends with it.
        """
        return self._settings.deadline

    @property
    def wait_timeout(self) -> float:
        """Seconds that `.wait(...)` waits."""
        return self._settings.wait_timeout

    @property
    def hurried_(self) -> bool:
        """Whether pauses take no time: those of a fake's client."""
        return self._settings.hurried

    def with_options(
        self,
        *,
        timeout: Timeout | EllipsisType = ...,
        deadline: float | EllipsisType | None = ...,
        wait_timeout: float | EllipsisType = ...,
        max_retries: int | EllipsisType = ...,
        max_response_bytes: int | EllipsisType | None = ...,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        auth: bool | EllipsisType = ...,
        base_url: str | EllipsisType = ...,
        validation: Validation | EllipsisType = ...,
        hooks: Hooks | EllipsisType = ...,
    ) -> Self:
        """A client with other options, that shares this one's connections.

        `auth=False` sends no credentials. Headers and query are added to those there are. What is left out stays as it is.
        The connections are this client's: closing the new one does not close them.
        """
        changes = Hidden[Mapping[str, Any]](
            {
                "timeout": timeout,
                "deadline": deadline,
                "wait_timeout": wait_timeout,
                "max_retries": max_retries,
                "max_response_bytes": max_response_bytes,
                "extra_headers": extra_headers or {},
                "extra_query": extra_query or {},
                "auth": auth,
                "base_url": base_url,
                "validation": validation,
                "hooks": hooks,
            }
        )
        del extra_headers, extra_query, base_url
        old = self._settings
        client = self.__copy__()
        client._settings = unframed(lambda: _changed(old, changes.reveal()))
        return client

    def __repr__(self) -> str:
        settings = getattr(self, "_settings", None)  # None while it is made.
        of = "" if settings is None else f" of {settings.base_url}"
        return f"<{type(self).__name__}{of}>"

    def __copy__(self) -> Self:
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy._owns_http = False
        return copy

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds connections and credentials, and is not "
            "pickled: make one in each process, or pickle what it is made from"
        )


def checked(base_url: str, api: Api, *, is_given: bool = False) -> str:
    """The base URL without the slash it may end in.

    Raises:
        ValueError: It is relative, or holds credentials.
    """
    parts = urlsplit(base_url)
    if "@" in parts.netloc:
        raise ValueError("base_url must not hold a user name or password")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        shown = "base_url" if "@" in base_url else repr(base_url)
        what = f"{shown} is not an absolute http or https URL"
        raise ValueError(
            f"{what if base_url or is_given else 'the document does not say where the API is'}: "
            f'pass base_url="https://...", or set {api.base_url_variable}'
        )
    return parts._replace(path=parts.path.rstrip("/"), fragment="").geturl()


def header_of(scheme: Scheme) -> str | None:
    """The header, in lower case, that a scheme's credential travels in."""
    match scheme:
        case ApiKey(place="header", name=name):
            return name.lower()
        case ApiKey():
            return None
        case _:
            return "authorization"
