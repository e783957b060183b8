"""From an answer without success, or from no answer, to the error to raise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

import httpx2
from typing_extensions import TypeIs

from .api import Api, Basic
from .decoding import data, decoded, json_data
from .errors import CredentialsError, StatusError, TimeoutError, TransportError
from .request import Request, Security, Statuses, Undocumented
from .response import lookup
from .retries import retry_after

LONGEST_SAYING = 500
"""Characters of the server's own words in a message."""

MAX_ALTERNATIVES = 20
"""Alternatives that the message of a CredentialsError lists."""

_REQUEST_IDS = (
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-trace-id",
    "cf-ray",
)
_SAYINGS = (
    "message",
    "detail",
    "error_description",
    "error",
    "title",
    "description",
    "reason",
    "details",
    "errors",
    "msg",
)
_LISTS = ("message", "detail", "error", "details", "errors")
"""Those that are lists of words in some APIs."""

_PLACES = (
    "loc",
    "path",
    "field",
    "property",
    "attr",
    "param",
    "pointer",
    "instancePath",
)
"""Where servers say which part of a request a problem of a list is about."""

_PROBLEMS = frozenset(
    {
        "errors",
        "validationerrors",
        "fielderrors",
        "details",
        "violations",
        "issues",
        "problems",
        "invalidparams",
    }
)
"""Members that list single problems beside a summary, in lower case and in one word."""


def status_error(
    api: Api,
    request: Request[Any],
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    secrets: Iterable[str] = (),
) -> StatusError:
    """The error for a status, with its body decoded if it fits."""
    request_id = next((headers[n] for n in _REQUEST_IDS if n in headers), None)
    said = told(_said(content, headers), secrets)
    message = f"{request.method} {request.url} answered {status}"
    if request_id:
        message += f" (request {told(request_id, secrets)})"
    kind: type[StatusError] = lookup(api.status_errors, status, StatusError)
    return kind(
        f"{message}: {said}" if said else message,
        status=status,
        error=_decoded_error(api, request, status, headers, content),
        headers=headers,
        content=content,
        request_id=request_id,
        retry_after=retry_after(headers),
        request=request,
    )


def transport_error(
    request: Request[Any], error: Exception, secrets: Iterable[str] = ()
) -> TransportError:
    """The error for one of httpx2's, to be chained to it."""
    late = isinstance(error, httpx2.TimeoutException)
    said = told(str(error), secrets)
    return (TimeoutError if late else TransportError)(
        f"{request.method} {request.url} got no answer: {type(error).__name__}"
        + (f": {said}" if said else ""),
        request=request,
    )


def missing_credentials(
    api: Api, request: Request[Any], security: Security
) -> CredentialsError:
    """The error for a request none of whose alternatives of credentials is available."""
    more = len(security) - MAX_ALTERNATIVES
    return CredentialsError(
        f"{request.method} {request.path} needs credentials: "
        + ", or ".join(_alternative(api, a) for a in security[:MAX_ALTERNATIVES])
        + (f", or {more} other ways" if more > 0 else "")
        + "; or auth=False, where the server takes calls without",
        request=request,
    )


def _alternative(api: Api, names: Sequence[str]) -> str:
    """`a_key (or X_KEY in the environment) and ...`"""
    texts: list[str] = []
    for name in names:
        own, pair = api.environment.get(name, ()), api.client_environment.get(name, ())
        # Two variables of `Basic` are user name and password; else one is enough.
        joint = " and " if isinstance(api.schemes.get(name), Basic) else " or "
        variables = ", or ".join(filter(None, (joint.join(own), " and ".join(pair))))
        text = " and ".join(api.arguments.get(name, (name,)))
        texts.append(text + (variables and f" (or {variables} in the environment)"))
    return " and ".join(texts)


def told(words: str, secrets: Iterable[str]) -> str:
    """Words of a server, as a message may hold them: short, and without the secrets."""
    return _short(_redacted(words, secrets))


def _decoded_error(
    api: Api,
    request: Request[Any],
    status: int,
    headers: Mapping[str, str],
    content: bytes,
) -> Any:
    for kind in _error_types(api, request, status):
        try:
            return decoded(kind, content, headers, "application/json")
        except ValueError:
            continue
    try:
        found: object = json_data(content, headers)
    except ValueError:
        return None
    is_json = "json" in headers.get("content-type", "json").lower()
    return cast(Any, found) if is_json or isinstance(found, (dict, list)) else None


def _are_statuses(errors: object) -> TypeIs[Statuses]:
    return isinstance(errors, Mapping)


def _error_types(api: Api, request: Request[Any], status: int) -> Iterator[Any]:
    errors = api.errors
    common = errors if _are_statuses(errors) else errors()
    found = [lookup(request.errors or {}, status), lookup(common, status)]
    known = [kind for kind in found if kind is not Undocumented]
    if not known and common:
        first, *others = common.values()
        known = [first] if all(other == first for other in others) else []
    yield from (kind for kind in known if kind is not None)


def _said(content: bytes, headers: Mapping[str, str]) -> str:
    """The server's own words: a field that usually holds them, or the text."""
    return _words(data(content, headers), 0)


def _words(data: object, depth: int) -> str:
    if isinstance(data, str):
        return data
    if depth > 4:
        return ""
    if isinstance(data, list):
        items = cast(list[object], data)[:5]
        return "; ".join(filter(None, (_words(item, depth + 1) for item in items)))
    if isinstance(data, dict):
        members = cast(dict[str, object], data)
        for name in () if _is_by_field(members) else _SAYINGS:
            words = _words(members.get(name), depth + 1)
            if words:
                return _located(members, depth) + _detailed(words, members, depth)
        # Many have the problems by the names of the fields.
        found = ((name, _words(value, depth + 1)) for name, value in members.items())
        named = [f"{name}: {words}" for name, words in found if words]
        return "; ".join(named[:5])
    return ""


def _is_by_field(members: Mapping[str, object]) -> bool:
    """Whether the names are those of fields: a field may be called `title`, too."""
    return members.keys().isdisjoint(_LISTS) and all(
        isinstance(value, list) and all(isinstance(word, str) for word in value)
        for value in cast(Mapping[str, list[object] | None], members).values()
    )


def _located(members: Mapping[str, object], depth: int) -> str:
    """The place of one problem of a list; beside a summary, `path` is the URL's."""
    for name in _PLACES if depth else _PLACES[:1]:
        place = members.get(name)
        if isinstance(place, list):
            place = ".".join(map(str, cast(list[object], place)))
        if place and isinstance(place, str):
            return f"{place}: "
    return ""


def _detailed(summary: str, members: Mapping[str, object], depth: int) -> str:
    """A summary such as "Validation error", and the problems that stand beside it."""
    parts = [summary]
    for name, value in members.items():
        kind = name.lower().replace("_", "").replace("-", "")
        if kind in _PROBLEMS and isinstance(value, (dict, list)):
            words = _words(cast(object, value), depth + 1)
            if words and words not in summary:
                parts.append(words)
    return ": ".join(parts)


def _short(words: str) -> str:
    """One line without control characters, of bounded length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= LONGEST_SAYING else line[:LONGEST_SAYING] + "..."


def _redacted(words: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        if len(secret) > 3:
            for form in (secret, quote(secret, safe="")):
                words = words.replace(form, "***")
    return words
