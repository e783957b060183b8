"""Removes credentials, and fields that the caller names, from what is recorded."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from json import dumps, loads
from typing import Any, cast
from urllib.parse import quote, quote_plus, unquote_plus, urlsplit

from .api import Api, ApiKey
from .settings import header_of

MASK = "***"
"""Replaces a credential or a field."""

MOST_SECRETS = 200
"""Credentials that are searched for everywhere: the latest ones."""

SHORTEST = 4
"""Characters of a credential that is searched for everywhere."""

Pairs = Iterable[tuple[str, str]]

_HEADERS = frozenset("""
    authorization proxy-authorization cookie set-cookie x-api-key api-key x-auth-token
    x-access-token x-csrf-token x-xsrf-token www-authenticate authentication-info
    """.split())
_NAMES = frozenset("""
    accesstoken refreshtoken idtoken clientsecret clientassertion assertion password
    passwd apikey privatekey secret secretkey sessiontoken devicecode codeverifier
    """.split())
"""Members and parameters with credentials, without `_` and `-`."""

_PLAIN_OF_TOKEN = frozenset({"grant_type", "scope", "audience", "resource"})
"""The fields of a request for a token that are not redacted (RFC 6749)."""

_SEPARATORS = re.compile(r"[-_ ]")
_EVENT = re.compile(rb"^(data: ?)(.*)$", re.MULTILINE)


class Redactor:
    """Knows the credentials that were seen, and where there are others."""

    def __init__(self, api: Api, names: Iterable[str]) -> None:
        schemes = api.schemes.values()
        keys = [s for s in schemes if isinstance(s, ApiKey) and s.place != "header"]
        headers = filter(None, map(header_of, schemes))
        self._secret_headers = {*_HEADERS, *headers}
        self._secret_names = {*_NAMES, *(_plain(key.name) for key in keys)}
        self._names = {*self._secret_names, *map(_plain, names)}
        self._headers = {*self._secret_headers, *(name.lower() for name in names)}
        self._variants: dict[str, tuple[str, ...]] = {}
        self.count = 0
        """How many credentials were seen."""

    def learn_message(self, headers: Pairs, content: bytes, url: str = "") -> None:
        """Learns the credentials of a request or a response."""
        for name, value in headers:
            if name.lower() in self._secret_headers:
                self._learn_header(name.lower(), value)
        for name, value in _form(urlsplit(url).query):
            if _plain(name) in self._secret_names:
                self._learn(value)
        media_type = by_name(headers).get("content-type", "")
        if "x-www-form-urlencoded" in media_type:
            fields = [*_form(content.decode("utf-8", "replace"))]
            is_token = any(name == "grant_type" for name, _ in fields)
            for name, value in fields:
                if _plain(name) in self._secret_names or (is_token and name == "code"):
                    self._learn(value)
        elif content.lstrip()[:1] in (b"{", b"["):
            self._learn_data(_json(content))

    def headers(self, pairs: Pairs) -> list[tuple[str, str]]:
        """Headers without credentials."""
        return [
            (name, MASK if name.lower() in self._headers else self.text(value))
            for name, value in pairs
        ]

    def url(self, url: str) -> str:
        """A URL without credentials."""
        parts = urlsplit(url)
        query = "&".join(map(self._query_pair, parts.query.split("&")))
        host = parts.netloc.rpartition("@")[2]
        return self.text(parts._replace(netloc=host, query=query).geturl())

    def text(self, text: str) -> str:
        """A text without the credentials that were seen."""
        for variants in self._variants.values():
            for variant in variants:
                if variant in text:
                    text = text.replace(variant, MASK)
        return text

    def body(self, content: bytes, media_type: str, *, is_request: bool) -> bytes:
        """A body without credentials and without the fields to redact.

        Those of responses keep their JSON types, so that a replay can decode them.
        """
        kind = media_type.lower()
        if "x-www-form-urlencoded" in kind:
            content = self._form_body(content)
        elif kind.startswith("multipart/"):
            content = self._multipart(content)
        elif "xml" in kind or "html" in kind:
            content = self._elements(content)
        elif content.lstrip()[:1] in (b"{", b"["):
            lines = content.splitlines(keepends=True)
            whole = self._json_body(content, is_request)
            if whole is content and len(lines) > 1 and _json(content) is None:
                whole = b"".join(self._json_body(line, is_request) for line in lines)
            content = whole
        elif kind.startswith("text/event-stream"):
            content = _EVENT.sub(
                lambda match: match[1] + self._json_body(match[2], is_request), content
            )
        return self._bytes(content)

    def _learn_header(self, name: str, value: str) -> None:
        if "cookie" in name:
            pairs = value.split(";")[:1] if name == "set-cookie" else value.split(";")
            for pair in pairs:
                self._learn(pair.partition("=")[2].strip().strip('"'))
            return
        if name in ("www-authenticate", "authentication-info"):
            return
        scheme, _, rest = value.partition(" ")
        self._learn(value)
        self._learn(rest.strip())
        if scheme.lower() == "basic":
            try:
                pair = b64decode(rest).decode("utf-8", "replace")
            except ValueError:
                return
            self._learn(pair)
            password = pair.partition(":")[2]
            self._learn(password)
            self._learn(unquote_plus(password))

    def _learn(self, secret: str) -> None:
        if len(secret) < SHORTEST or secret == MASK:
            return
        known = self._variants.pop(secret, None)
        if known is None:
            self.count += 1
            known = tuple(dict.fromkeys(_variants(secret)))
        self._variants[secret] = known
        if len(self._variants) > MOST_SECRETS:
            del self._variants[next(iter(self._variants))]

    def _learn_data(self, data: object) -> None:
        todo = [data]
        while todo:
            value = todo.pop()
            if isinstance(value, list):
                todo += cast(list[object], value)
            elif isinstance(value, dict):
                for name, member in cast(dict[str, object], value).items():
                    if isinstance(member, str) and _plain(name) in self._secret_names:
                        self._learn(member)
                    else:
                        todo.append(member)

    def _is_redacted(self, name: str) -> bool:
        return _plain(name) in self._names

    def _query_pair(self, pair: str) -> str:
        name, separator, _ = pair.partition("=")
        is_redacted = separator and self._is_redacted(unquote_plus(name))
        return f"{name}={MASK}" if is_redacted else pair

    def _form_body(self, content: bytes) -> bytes:
        pairs = content.decode("utf-8", "replace").split("&")
        names = [unquote_plus(pair.partition("=")[0]) for pair in pairs]
        if "grant_type" not in names:
            return "&".join(map(self._query_pair, pairs)).encode()
        return "&".join(
            pair if name in _PLAIN_OF_TOKEN else f"{pair.partition('=')[0]}={MASK}"
            for name, pair in zip(names, pairs, strict=True)
        ).encode()

    def _json_body(self, content: bytes, is_request: bool) -> bytes:
        data = _json(content)
        redacted = self._data(data, is_request)
        if redacted == data:
            return content
        text = dumps(redacted, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def _data(self, value: Any, is_request: bool, is_field: bool = False) -> Any:
        """JSON data, all of it redacted if it `is_field` that is to be redacted."""
        match value:
            case dict():
                return {
                    self.text(name): self._data(
                        member, is_request, is_field or self._is_redacted(name)
                    )
                    for name, member in cast(dict[str, Any], value).items()
                }
            case list():
                items = cast(list[object], value)
                return [self._data(item, is_request, is_field) for item in items]
            case str():
                return MASK if is_field else self.text(value)
            case bool() | int() | float() if is_field:
                return MASK if is_request else type(value)(0)
            case _:
                return value

    def _multipart(self, content: bytes) -> bytes:
        """The parts that a form names are replaced."""

        def replaced(match: re.Match[bytes]) -> bytes:
            name = match[2].decode("utf-8", "replace")
            return match[1] + (MASK.encode() if self._is_redacted(name) else match[3])

        part = rb"""(\bname="([^"\r\n]*)"[^\0]*?\r\n\r\n)(.*?)(?=\r\n--)"""
        return re.sub(part, replaced, content, flags=re.DOTALL)

    def _elements(self, content: bytes) -> bytes:
        def replaced(match: re.Match[bytes]) -> bytes:
            name = match[2].rpartition(b":")[2].decode("utf-8", "replace")
            return match[1] + (MASK.encode() if self._is_redacted(name) else match[3])

        element = rb"(<([\w:.-]+)(?:\s[^<>]*)?>)([^<]*)(?=</)"
        attribute = rb"""(\s([\w:.-]+)=["'])([^"'<>]*)(?=["'])"""
        return re.sub(attribute, replaced, re.sub(element, replaced, content))

    def _bytes(self, content: bytes) -> bytes:
        mask = MASK.encode()
        for variants in self._variants.values():
            for variant in variants:
                secret = variant.encode("utf-8", "surrogatepass")
                if secret in content:
                    content = content.replace(secret, mask)
        return content


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name).lower()


def _form(query: str) -> Iterator[tuple[str, str]]:
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        yield unquote_plus(name), unquote_plus(value)


def _json(content: bytes) -> Any:
    """The data of JSON; None if it is none."""
    try:
        return loads(content)
    except (ValueError, RecursionError):
        return None


def _variants(secret: str) -> Iterator[str]:
    """A secret as it is, and as JSON, URLs, HTML and Base64 write it."""
    escaped = dumps(secret)[1:-1], dumps(secret, ensure_ascii=False)[1:-1]
    yield secret
    yield from escaped
    yield from (text.replace("/", r"\/") for text in escaped)
    for text in (quote(secret, safe=""), quote(secret), quote_plus(secret)):
        yield text
        yield re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), text)
        yield quote(text, safe="")
    yield escape(secret)
    content = secret.encode("utf-8", "surrogatepass")
    if len(content) < 6:
        return
    for before in range(3):
        # Of Base64, the characters that depend on the secret alone.
        text = b64encode(bytes(before) + content).decode()
        core = text[(before * 4 + 2) // 3 : (before + len(content)) * 4 // 3]
        for variant in (core, core.replace("+", "-").replace("/", "_")):
            yield variant
            yield quote(variant, safe="")


def by_name(pairs: Pairs) -> Mapping[str, str]:
    """Headers by name in lower case."""
    return {name.lower(): value for name, value in pairs}
