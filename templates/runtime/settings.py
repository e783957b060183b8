"""The settings of a client: base URL, credentials, options."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from os import environ
from types import EllipsisType
from typing import Any, Literal, NoReturn, Self, TypedDict, Unpack
from urllib.parse import urljoin, urlsplit

import httpx2

from .api import (
    Api,
    ApiKey,
    CredentialArgument,
    Scheme,
    collect_credentials,
    expand_variables,
)
from .errors import Hidden, unframed
from .hooks import DriftReporter, Hooks
from .parameters import query_text
from .request import Request

Timeout = float | httpx2.Timeout | None
"""Seconds, or an `httpx2.Timeout`; None disables it."""

Validation = Literal["strict", "tolerant"]
"""Whether a response that does not match the document is an error, or data."""

TIMEOUT = 60.0
"""The default timeout of each phase of a request, in seconds."""

MAX_RESPONSE_BYTES = 1 << 28
"""The default limit of the size of a response body: 256 MiB."""

WAIT_TIMEOUT = 600.0
"""The default timeout of a waiter, in seconds."""

MAX_SECONDS = 1e9
"""Longer waits than some thirty years do not fit the clocks of operating systems."""


class Options(TypedDict, total=False):
    """The arguments of a client, but for its transport."""

    credentials: Mapping[str, CredentialArgument | None]
    """By security scheme."""
    auth: bool
    variables: Mapping[str, str | None]
    """The variables of the base URL."""
    base_url: str | None
    timeout: Timeout | EllipsisType
    deadline: float | None
    wait_timeout: float
    max_retries: int
    max_response_bytes: int | None
    headers: Mapping[str, str] | None
    validation: Validation
    hooks: Hooks | None


class Settings:
    """The options of a client. They are immutable."""

    def __init__(
        self,
        api: Api,
        options: Options,
        http_client: httpx2.Client | httpx2.AsyncClient | None,
    ) -> None:
        passed = options.get("variables", {}).items()
        own = {name: value for name, value in passed if value is not None}
        _check_options(options)
        base_url = options.get("base_url")
        timeout = options.get("timeout", ...)
        if timeout is ...:
            timeout = TIMEOUT if http_client is None else http_client.timeout
        if base_url is None and not own and http_client is not None:
            base_url = str(http_client.base_url) or None
        if base_url is None and not own:
            base_url = environ.get(api.base_url_variable) or None
        self.api = api
        self.log = logging.getLogger(api.name)
        if not self.log.handlers:
            self.log.addHandler(logging.NullHandler())
        _hide_query_credentials(api)
        self.variables: Mapping[str, str] = {**api.variables, **own}
        self.base_url_overridden = base_url is not None
        """The caller chose the base URL, so that those of operations are ignored."""
        if base_url is None:
            base_url = expand_variables(api.base_url, self.variables)
        is_argument = self.base_url_overridden
        self.base_url = check_base_url(base_url, api, is_argument=is_argument)
        arguments = options.get("credentials", {})
        self.credentials = collect_credentials(api, arguments, self.base_url)
        self.auth = options.get("auth", True)
        """Whether credentials are sent."""
        self.timeout = httpx2.Timeout(timeout).as_dict()
        self.deadline = options.get("deadline")
        self.wait_timeout = options.get("wait_timeout", WAIT_TIMEOUT)
        self.max_retries = options.get("max_retries", 2)
        self.max_response_bytes = options.get("max_response_bytes", MAX_RESPONSE_BYTES)
        self.validation = options.get("validation", "tolerant")
        self.hooks = options.get("hooks") or Hooks()
        self.reporter = DriftReporter(self.log, self.hooks.on_drift)
        self.headers = dict(options.get("headers") or {})
        self.query: Mapping[str, object] = {}
        self.skip_delays = False
        """Whether pauses take no time: a fake sends the responses."""
        self.cache: dict[str, Any] = {}
        """The encoded headers of the client, which are the same for every call."""

    def with_changes(self, **changes: Any) -> Settings:
        """The same but for `changes`."""
        new = copy(self)
        vars(new).update(changes, cache={})
        return new

    def __repr__(self) -> str:
        return f"<Settings of {self.base_url}>"

    @property
    def drift(self) -> DriftReporter | None:
        """Where differences from the document are reported; None: they are errors."""
        return None if self.validation == "strict" else self.reporter

    def url(self, request: Request[Any]) -> str:
        """The URL of a request, percent-encoded, with its query."""
        base = self.base_url
        if request.base_url is not None and not self.base_url_overridden:
            server = expand_variables(request.base_url, self.variables)
            base = check_base_url(urljoin(base, server), self.api)
        base, _, always = base.partition("?")
        # A fragment tells operations apart, and is not sent (RFC 3986, section 3.5).
        path, _, fixed = request.url.partition("#")[0].partition("?")
        own: Mapping[str, object] = self.query
        if own:
            own = {k: v for k, v in own.items() if request.query.get(k) is None}
        queries = (always, fixed, request.query_string, query_text(own))
        query = "&".join(filter(None, queries))
        url = f"{base}{path}?{query}" if query else base + path
        return request.located(url, own)

    def schemes(self, request: Request[Any]) -> Sequence[str]:
        """The schemes of the first alternative whose credentials are all available.

        An empty alternative is used if no other can be met.

        Raises:
            CredentialsError: No alternative can be met.
        """
        if not self.auth:
            return ()
        available: Collection[str] = self.credentials
        if self.headers:
            # The caller's own headers may be credentials as well.
            names = {name.lower() for name in self.headers}
            schemes = self.api.schemes.items()
            available = {*available, *(n for n, s in schemes if header_of(s) in names)}
        security = self.api.security if request.security is None else request.security
        for alternative in security:
            if alternative and all(name in available for name in alternative):
                return alternative
        if not security or not all(security):
            return ()
        from .failures import missing_credentials  # Only a call that fails needs it.

        raise missing_credentials(self.api, request, security)


def hidden_options(**options: Unpack[Options]) -> Hidden[Options]:
    """Wraps the options, so that no frame shows them."""
    return Hidden(options)


def settings(
    api: Api,
    options: Hidden[Options],
    http_client: httpx2.Client | httpx2.AsyncClient | None = None,
    transport: object = None,
) -> Settings:
    """Returns the settings of a new client. Only this reads the environment.

    The timeouts of a `http_client`, and its base URL if it has one, are defaults.

    Raises:
        ValueError: There is no base URL, or an option is invalid.
    """
    if transport is not None and http_client is not None:
        raise ValueError("pass either transport or http_client, not both")
    return unframed(lambda: Settings(api, options.reveal(), http_client))


def _changed(old: Settings, options: Mapping[str, Any]) -> Settings:
    changes = {name: value for name, value in options.items() if value is not ...}
    _check_options(changes)
    headers, query = changes.pop("extra_headers"), changes.pop("extra_query")
    if "hooks" in changes:
        changes["reporter"] = DriftReporter(old.log, changes["hooks"].on_drift)
    if "timeout" in changes:
        changes["timeout"] = httpx2.Timeout(changes["timeout"]).as_dict()
    if "base_url" in changes:
        base = check_base_url(changes["base_url"], old.api, is_argument=True)
        changes |= {"base_url": base, "base_url_overridden": True}
    changes["headers"] = {**old.headers, **headers}
    changes["query"] = {**old.query, **query}
    return old.with_changes(**changes)


def _hide_query_credentials(api: Api) -> None:
    schemes = [s for s in api.schemes.values() if isinstance(s, ApiKey)]
    names = frozenset(scheme.name for scheme in schemes if scheme.place == "query")
    if names:
        from .logs import HideQuery

        logging.getLogger("httpx2").addFilter(HideQuery(names))


class ClientOptions:
    """The part of a client that does no I/O."""

    _settings: Settings
    _owns_http: bool

    @property
    def base_url(self) -> str:
        """The URL that paths are appended to, without a slash at its end."""
        return self._settings.base_url

    @property
    def deadline(self) -> float | None:
        """The limit for a whole call in seconds; None if there is none.

        A synchronous client cannot interrupt the look-up of a host name (DNS): if that
        takes longer, the call ends after it.
        """
        return self._settings.deadline

    @property
    def wait_timeout(self) -> float:
        """The timeout of `.wait(...)`, in seconds."""
        return self._settings.wait_timeout

    @property
    def skips_delays_(self) -> bool:
        """Whether pauses take no time: true for the client of a fake."""
        return self._settings.skip_delays

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
        """Returns a client with other options that shares the connections of this one.

        `auth=False` sends no credentials. `extra_headers` and `extra_query` are added to
        those of this client. Closing the new client does not close the connections.
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
        old, client = self._settings, self.__copy__()
        client._settings = unframed(lambda: _changed(old, changes.reveal()))
        return client

    def __repr__(self) -> str:
        settings = getattr(self, "_settings", None)  # None in the constructor.
        of = "" if settings is None else f" of {settings.base_url}"
        return f"<{type(self).__name__}{of}>"

    def __copy__(self) -> Self:
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy._owns_http = False
        return copy

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds connections and credentials and cannot be "
            "pickled: create one in each process"
        )


def check_base_url(base_url: str, api: Api, *, is_argument: bool = False) -> str:
    """Returns the base URL without a slash at its end.

    Raises:
        ValueError: It is relative, or contains credentials.
    """
    parts = urlsplit(base_url)
    if "@" in parts.netloc:
        raise ValueError("base_url must not contain a user name or password")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        shown = "base_url" if "@" in base_url else repr(base_url)
        what = f"{shown} is not an absolute http or https URL"
        raise ValueError(
            f"{what if base_url or is_argument else 'the document has no absolute server URL'}: "
            f'pass base_url="https://...", or set {api.base_url_variable}'
        )
    return parts._replace(path=parts.path.rstrip("/"), fragment="").geturl()


def header_of(scheme: Scheme) -> str | None:
    """The header, in lower case, that the credential of a scheme is sent in."""
    match scheme:
        case ApiKey(place="header", name=name):
            return name.lower()
        case ApiKey():
            return None
        case _:
            return "authorization"


def _check_options(options: Mapping[str, Any]) -> None:
    """Raises ValueError for an invalid option among those that are present."""
    for name in ("deadline", "wait_timeout", "timeout"):
        _check_duration(name, options.get(name, ...))
    for name, minimum in (("max_retries", 0), ("max_response_bytes", 1)):
        _check_count(name, options.get(name, ...), minimum)
    validation = options.get("validation", "strict")
    if validation not in ("strict", "tolerant"):
        raise ValueError(
            f'validation must be "strict" or "tolerant", not {validation!r}'
        )


def _check_duration(name: str, value: Any) -> None:
    if name == "timeout" and hasattr(value, "as_dict"):
        for phase, seconds in value.as_dict().items():
            _check_duration(f"{name} ({phase})", seconds)
        return
    if value is ... or (value is None and name != "wait_timeout"):
        return
    is_zero = name == "wait_timeout" and value == 0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        fits = 0 < value < MAX_SECONDS or is_zero
    else:
        fits = False
    if fits:
        return
    none = "" if name == "wait_timeout" else "; None sets no limit"
    raise ValueError(f"{name} must be a number of seconds above 0, not {value!r}{none}")


def _check_count(name: str, value: Any, minimum: int) -> None:
    if value is ... or (value is None and name == "max_response_bytes"):
        return
    if not isinstance(value, int) or isinstance(value, bool) or value < minimum:
        raise ValueError(
            f"{name} must be an integer of at least {minimum}, not {value!r}"
        )
