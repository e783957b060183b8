"""The requests that a fake receives: their operation, and their decoded parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, cast
from urllib.parse import parse_qs, unquote

import httpx2
from pydantic_core import from_json

from .api import Api, ApiKey
from .decoding import text
from .settings import header_of

MASK = "***"
"""Replaces a credential."""

_TOKEN_SECRETS = frozenset("""
    password client_secret refresh_token code code_verifier device_code assertion
    client_assertion subject_token actor_token token
    """.split())
"""The credentials in a request for a token (RFC 6749, 7523, 7636, 8628 and 8693)."""

_VARIABLE = re.compile(r"\{([^{}]*)\}")


class UnexpectedCall(AssertionError):
    """A call without a response in the test."""

    __module__ = f"{__name__.rsplit('.', 2)[0]}.testing"


@dataclass(frozen=True, slots=True)
class Route:
    """How to recognize the requests of an operation."""

    name: str
    method: str
    template: str
    function: str
    """The endpoint function, in the module of `api` of its resource."""
    statuses: tuple[int, ...]
    """Its statuses of success."""

    @property
    def resource(self) -> str:
        """The resource's module; empty for the client itself."""
        return self.name.rpartition(".")[0]

    @property
    def examples(self) -> str:
        """The file with the examples of its resource, in `testing`."""
        return f"{self.resource.replace('.', '/') or '_client'}.json"


@dataclass(frozen=True, slots=True)
class FakeCall:
    """A call that a fake received; the credentials of its client are `***`."""

    operation: str
    """Such as "things.get"."""
    method: str
    url: str
    path: Mapping[str, str]
    """The path parameters, by wire name."""
    query: Mapping[str, str | list[str]]
    """By name; a list if a name occurs more than once."""
    headers: Mapping[str, str]
    """By name, case-insensitive."""
    body: Any
    """JSON and forms as data, text as str, anything else as bytes; None if empty."""


def find_route(
    routes: Iterable[Route],
    method: str,
    paths: Sequence[str],
    query: str,
    template: object = None,
) -> tuple[Route, dict[str, str]] | None:
    """The operation of a request, and its path parameters.

    If several templates match, it is the one that the client's request has, or else the
    one with more literal text before its variables. `paths` are the path relative to
    possible base URLs, the most likely one first.
    """
    parameters = parse_qs(query, keep_blank_values=True)
    for path in paths:
        segments = path.split("/")
        matches = [
            (route, values)
            for route in routes
            if route.method.upper() == method.upper()
            and (values := _values(route.template, segments, parameters)) is not None
        ]
        if matches:
            return min(
                matches,
                key=lambda match: (
                    match[0].template != template,
                    _generality(match[0].template),
                ),
            )
    return None


def closest_route(routes: Iterable[Route], method: str, path: str) -> Route | None:
    """The operation whose template is most similar to a path."""
    named = {f"{route.method} {route.template}": route for route in routes}
    for name in get_close_matches(f"{method} {path}", named, n=1, cutoff=0.0):
        return named[name]
    return None


def recorded(
    api: Api, route: Route, path: Mapping[str, str], request: httpx2.Request
) -> FakeCall:
    """A request as a test inspects it, without credentials."""
    headers = httpx2.Headers(request.headers)
    secret = {header_of(scheme) for scheme in api.schemes.values()}
    for name in {
        "authorization",
        "cookie",
        "proxy-authorization",
        *filter(None, secret),
    }:
        if name in headers:
            headers[name] = MASK
    url = masked(api, request.url)
    return FakeCall(
        route.name,
        request.method,
        str(url),
        path,
        _pairs(url.query.decode()),
        headers,
        _without_secrets(
            _body(request.content, request.headers.get("content-type", ""))
        ),
    )


def masked(api: Api, url: httpx2.URL) -> httpx2.URL:
    """A URL without the API keys in its query."""
    for scheme in api.schemes.values():
        key = scheme.name if isinstance(scheme, ApiKey) else ""
        if key in url.params and header_of(scheme) is None:
            url = url.copy_set_param(key, MASK)
    return url


def _without_secrets(body: Any) -> Any:
    """A body without credentials, if it is that of a request for a token."""
    if not isinstance(body, dict) or "grant_type" not in body:
        return cast(object, body)
    fields = cast(dict[str, Any], body)
    return {n: MASK if n in _TOKEN_SECRETS else v for n, v in fields.items()}


def _values(
    template: str, segments: Sequence[str], query: Mapping[str, list[str]]
) -> dict[str, str] | None:
    """The path parameters; None if the path does not match the template."""
    template, _, fixed = _bare(template).partition("?")
    patterns = template.split("/")
    if len(patterns) != len(segments):
        return None
    values: dict[str, str] = {}
    for pattern, segment in zip(patterns, segments, strict=True):
        names = _VARIABLE.findall(pattern)
        match = _segment(pattern).fullmatch(unquote(segment))
        if match is None:
            return None
        values.update(zip(names, match.groups(), strict=True))
    for name, required in parse_qs(fixed, keep_blank_values=True).items():
        if not set(required) <= set(query.get(name, ())):
            return None
    return values


def _generality(template: str) -> tuple[list[tuple[bool, int]], bool]:
    path, _, fixed = _bare(template).partition("?")
    texts = [_parts(segment)[::2] for segment in path.split("/")]
    return [(len(text) > 1, -len("".join(text))) for text in texts], not fixed


def _bare(template: str) -> str:
    """A template without its fragment, which is not sent (RFC 3986, section 3.5)."""
    return template.partition("#")[0]


def _parts(pattern: str) -> list[str]:
    """The literal texts of a segment, alternating with the names of its variables."""
    return _VARIABLE.split(pattern)


@lru_cache(maxsize=4096)
def _segment(pattern: str) -> re.Pattern[str]:
    parts = _parts(pattern)
    parts[::2] = [re.escape(unquote(part)) for part in parts[::2]]
    parts[1::2] = ["(.+)"] * (len(parts) // 2)
    return re.compile("".join(parts), re.DOTALL)


def _pairs(query: str) -> dict[str, str | list[str]]:
    lists = parse_qs(query, keep_blank_values=True)
    return {name: v[0] if len(v) == 1 else v for name, v in lists.items()}


def _body(content: bytes, media_type: str) -> Any:
    if not content:
        return None
    kind = media_type.lower()
    try:
        if "json" in kind and "seq" not in kind:
            return from_json(content)
        if "x-www-form-urlencoded" in kind:
            return _pairs(content.decode())
    except ValueError:
        return content
    return text(content, kind) if kind.startswith("text/") else content
