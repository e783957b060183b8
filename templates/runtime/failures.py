"""The errors for failed responses, and for requests without a response."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast
from urllib.parse import quote

import httpx2
from typing_extensions import TypeIs

from .api import Api, Basic
from .decoding import data, decoded, json_data
from .drift import salvaged, shared_fields
from .errors import CredentialsError, StatusError, TimeoutError, TransportError
from .request import Request, Security, Statuses, Undocumented
from .response import Response, lookup
from .retries import retry_after

MAX_MESSAGE_LENGTH = 500
"""How much of the server's message an error contains, in characters."""

MAX_ALTERNATIVES = 20
"""Alternatives that the message of a CredentialsError lists."""

_REQUEST_IDS = tuple("""
    x-request-id request-id x-correlation-id x-amzn-requestid x-amz-request-id
    x-trace-id cf-ray
    """.split())
_MESSAGE_KEYS = tuple("""
    message detail error_description error title description reason details errors msg
    """.split())
_LIST_KEYS = ("message", "detail", "error", "details", "errors")
"""Members that are lists of messages in some APIs."""

_LOCATION_KEYS = (*"loc path field property attr param pointer instancePath".split(),)
"""Members that name the part of the request that an item of a list is about."""

_PROBLEM_KEYS = frozenset("""
    errors validationerrors fielderrors details violations issues problems invalidparams
    """.split())
"""Members that list problems next to a summary, in lower case without separators."""


def status_error(
    api: Api,
    request: Request[Any],
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    secrets: Iterable[str] = (),
    observer: Any = None,
    is_tolerant: bool = True,
) -> StatusError:
    """The error for a response, with its body as far as it matches the document."""
    request_id = next((headers[n] for n in _REQUEST_IDS if n in headers), None)
    kinds = [*_error_types(api, request, status)]
    body = data(content, headers, kinds[0] if kinds else None)
    if observer is not None:
        response = Response(request, status, headers, content)
        observer.failed(response, kinds[0] if kinds else Undocumented)
    detail = sanitized(_message(body, 0), secrets)
    detail = unread_encoding(request.method, headers) or detail
    reason = httpx2.codes.get_reason_phrase(status)
    message = f"{request.method} {request.url} returned {status} {reason}".rstrip()
    if request_id:
        message += f" (request {sanitized(request_id, secrets)})"
    kind: type[StatusError] = lookup(api.status_errors, status, StatusError)
    return kind(
        f"{message}: {detail}" if detail and detail != reason else message,
        status=status,
        error=_error(kinds, headers, content, body, kind.is_typed, is_tolerant),
        headers=headers,
        content=content,
        request_id=request_id,
        retry_after=retry_after(headers),
        request=request,
    )


def unread_encoding(method: str, headers: Mapping[str, str]) -> str:
    """A Content-Encoding that this httpx2 does not decode, and what it lacks; else ""."""
    listed = headers.get("content-encoding", "").lower().replace(",", " ").split()
    if method == "HEAD" or headers.get("content-length") == "0":
        return ""
    for name in {"br", "zstd"}.intersection(listed):
        with suppress(httpx2.DecodingError):
            fields = [("content-encoding", name)]
            if httpx2.Response(200, headers=fields, content=b"?").content:
                extra = "brotli" if name == "br" else name
                return f"Content-Encoding {name}, which needs httpx2[{extra}]"
    return ""


def transport_error(
    request: Request[Any], error: Exception, secrets: Iterable[str] = ()
) -> TransportError:
    """The error for one of httpx2, to be chained to it."""
    late = isinstance(error, httpx2.TimeoutException)
    detail = sanitized(str(error), secrets)
    return (TimeoutError if late else TransportError)(
        f"{request.method} {request.url} received no response: {type(error).__name__}"
        + (f": {detail}" if detail else ""),
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
        + "; pass auth=False if the server accepts calls without credentials",
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


def sanitized(text: str, secrets: Iterable[str]) -> str:
    """A server's message, shortened, in one line, with secrets removed."""
    return _short(_redacted(text, secrets))


def _error(
    kinds: Sequence[Any],
    headers: Mapping[str, str],
    content: bytes,
    body: Any,
    is_typed: bool,
    is_tolerant: bool,
) -> Any:
    for kind in kinds:
        try:
            return decoded(kind, content, headers, "application/json")
        except ValueError:
            continue
    if is_typed:
        near = [kind for kind in kinds if is_tolerant and shared_fields(kind, body)]
        return salvaged(near[0], body) if near else None
    if isinstance(body, (dict, list)):
        return cast(object, body)
    try:
        value = json_data(content, headers)
    except ValueError:
        return None
    return value if "json" in headers.get("content-type", "json").lower() else None


def _are_statuses(errors: object) -> TypeIs[Statuses]:
    return isinstance(errors, Mapping)


def _error_types(api: Api, request: Request[Any], status: int) -> Iterator[Any]:
    errors = api.errors
    common = errors if _are_statuses(errors) else errors()
    types = [lookup(request.errors or {}, status), lookup(common, status)]
    known = [kind for kind in types if kind is not Undocumented]
    if not known and common:
        first, *others = common.values()
        known = [first] if all(other == first for other in others) else []
    yield from (kind for kind in known if kind is not None)


def _message(data: object, depth: int) -> str:
    """The message in the body of an error: members that usually contain it, or all."""
    if isinstance(data, str):
        return data
    if depth > 4:
        return ""
    if isinstance(data, list):
        items = cast(list[object], data)[:5]
        return "; ".join(filter(None, (_message(item, depth + 1) for item in items)))
    if isinstance(data, dict):
        members = cast(dict[str, object], data)
        for name in () if _is_by_field(members) else _MESSAGE_KEYS:
            text = _message(members.get(name), depth + 1)
            if text:
                return _location(members, depth) + _detailed(text, members, depth)
        # Many APIs have messages by the names of fields.
        texts = ((name, _message(value, depth + 1)) for name, value in members.items())
        named = [f"{name}: {text}" for name, text in texts if text]
        return "; ".join(named[:5])
    return ""


def _is_by_field(members: Mapping[str, object]) -> bool:
    """Whether the names are those of fields, which may be called `title`, too."""
    return members.keys().isdisjoint(_LIST_KEYS) and all(
        isinstance(value, list) and all(isinstance(item, str) for item in value)
        for value in cast(Mapping[str, list[object] | None], members).values()
    )


def _location(members: Mapping[str, object], depth: int) -> str:
    """The location of an item of a list; next to a summary, `path` is that of the URL."""
    for name in _LOCATION_KEYS if depth else _LOCATION_KEYS[:1]:
        place = members.get(name)
        if isinstance(place, list):
            place = ".".join(map(str, cast(list[object], place)))
        if place and isinstance(place, str):
            return f"{place}: "
    return ""


def _detailed(summary: str, members: Mapping[str, object], depth: int) -> str:
    """A summary such as "Validation error", with the problems next to it."""
    parts = [summary]
    for name, value in members.items():
        kind = name.lower().replace("_", "").replace("-", "")
        if kind in _PROBLEM_KEYS and isinstance(value, (dict, list)):
            text = _message(cast(object, value), depth + 1)
            if text and text not in summary:
                parts.append(text)
    return ": ".join(parts)


def _short(text: str) -> str:
    """One line without control characters, of bounded length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return (
        line if len(line) <= MAX_MESSAGE_LENGTH else line[:MAX_MESSAGE_LENGTH] + "..."
    )


def _redacted(text: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        if len(secret) > 3:
            for form in (secret, quote(secret, safe="")):
                text = text.replace(form, "***")
    return text
