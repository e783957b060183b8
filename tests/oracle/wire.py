"""Requests as they travel, taken apart: what both sides are compared as."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import httpx2
import requests
from schemathesis.generation.case import Case
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

from .documents import BASE


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart form."""

    name: str
    is_file: bool
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Wire:
    """One request."""

    method: str
    path: str
    """Below the base URL, percent-encoded."""
    query: str
    """Percent-encoded."""
    headers: Mapping[str, str]
    """By name in lower case; without cookies."""
    cookies: Mapping[str, str]
    content: bytes

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query's, decoded."""
        return parse_qsl(self.query, keep_blank_values=True, errors="surrogateescape")

    @property
    def media_type(self) -> str:
        """Of the content, without parameters; "" for none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def body(self) -> Any:
        """The content as data: JSON, pairs, parts, elements, else bytes; no bytes for none."""
        if not self.content:
            return b""
        kind = self.media_type
        if kind == "application/json" or kind.endswith("+json"):
            return _json(self.content)
        if kind == "application/x-www-form-urlencoded":
            return parse_qsl(self.content.decode(), keep_blank_values=True)
        if kind.startswith("multipart/"):
            boundary = self.headers["content-type"].partition("boundary=")[2].strip('"')
            return parts_of(self.content, boundary)
        if is_xml(kind):
            return _document(self.content)
        return self.content


def of_client(request: httpx2.Request) -> Wire:
    """What a generated client sends."""
    return _wire(request.method, str(request.url), request.headers.multi_items(), request.content)


def of_schemathesis(case: Case[Any]) -> Wire:
    """What schemathesis sends for the same case: the reference."""
    arguments = case.as_transport_kwargs(base_url=BASE)
    known = ("method", "url", "headers", "cookies", "params", "data", "json", "files", "auth")
    prepared = requests.Request(**{k: v for k, v in arguments.items() if k in known}).prepare()
    body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body or b""
    assert isinstance(body, bytes)
    assert prepared.url is not None and prepared.method is not None
    return _wire(prepared.method, prepared.url, prepared.headers.items(), body)


def _wire(method: str, url: str, headers: Iterable[tuple[Any, Any]], content: bytes) -> Wire:
    parts = urlsplit(url)
    texts = {_text(name).lower(): _text(value) for name, value in headers}
    cookies = dict(
        pair.strip().partition("=")[::2]
        for pair in texts.pop("cookie", "").split(";")
        if pair.strip()
    )
    path = parts.path.removeprefix(urlsplit(BASE).path)
    return Wire(method.upper(), path, parts.query, texts, cookies, content)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def parts_of(content: bytes, boundary: str) -> list[Part]:
    """The parts of a multipart form, in their order."""
    decoder = MultipartDecoder(boundary.encode())
    decoder.receive_data(content)
    decoder.receive_data(None)
    parts: list[Part] = []
    while not isinstance(event := decoder.next_event(), Epilogue):
        if isinstance(event, (Field, File)):
            kind = event.headers.get("content-type", "").partition(";")[0]
            parts.append(Part(event.name, isinstance(event, File), kind, b""))
        elif isinstance(event, Data):
            last = parts.pop()
            parts.append(Part(last.name, last.is_file, last.media_type, last.content + event.data))
    return parts


def is_xml(media_type: str) -> bool:
    """Whether a media type is one of XML (RFC 7303)."""
    return media_type.endswith(("/xml", "+xml"))


def _json(content: bytes) -> Any:
    """JSON as data; the bytes if they are something else, such as a file with that media type."""
    try:
        return json.loads(content)
    except ValueError:
        return content


def _document(content: bytes) -> Any:
    """An XML document as data; the bytes if it is not well-formed."""
    try:
        return _element(ElementTree.fromstring(content))
    except ElementTree.ParseError:
        return content


def _element(element: ElementTree.Element) -> dict[str, Any]:
    """An element as data. Elements of one name keep their order: that of names says nothing, as in
    JSON's objects."""
    elements: dict[str, list[Any]] = {}
    for child in element:
        elements.setdefault(child.tag, []).append(_element(child))
    texts = [element.text, *(child.tail for child in element)]
    return {
        "name": element.tag,
        "attributes": dict(element.attrib),
        "elements": elements,
        "text": "".join(filter(None, texts)),
    }
