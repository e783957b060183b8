"""Elements and attributes that no schema describes keep their namespaces when they are read and written again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

SPEC = """
openapi: 3.1.0
info: {title: Namespaces, version: "1"}
paths:
  /default: {post: &default {operationId: default, tags: [t], requestBody: &b {required: true, content: {application/xml: &c {schema: {$ref: '#/components/schemas/Default'}}}}, responses: {'200': {description: ok, content: {application/xml: *c}}}}}
  /prefixed: {post: {operationId: prefixed, tags: [t], requestBody: {required: true, content: {application/xml: &d {schema: {$ref: '#/components/schemas/Prefixed'}}}}, responses: {'200': {description: ok, content: {application/xml: *d}}}}}
  /plain: {post: {operationId: plain, tags: [t], requestBody: {required: true, content: {application/xml: &e {schema: {$ref: '#/components/schemas/Plain'}}}}, responses: {'200': {description: ok, content: {application/xml: *e}}}}}
  /mapped: {post: {operationId: mapped, tags: [t], requestBody: {required: true, content: {application/xml: &f {schema: {$ref: '#/components/schemas/Mapped'}}}}, responses: {'200': {description: ok, content: {application/xml: *f}}}}}
components:
  schemas:
    Default:
      type: object
      properties: {id: {type: integer, xml: {attribute: true}}, title: {type: string}}
      xml: {name: book, namespace: urn:books}
    Prefixed:
      type: object
      properties: {title: {type: string, xml: {namespace: urn:books, prefix: b}}}
      xml: {name: book, namespace: urn:books, prefix: b}
    Plain:
      type: object
      properties: {title: {type: string}}
      xml: {name: book}
    Mapped:
      type: object
      additionalProperties: {type: integer}
      xml: {name: book}
"""


class Echo:
    """Responds with `content`, and keeps what it receives."""

    content = ""
    sent = b""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent = request.read()
        kind = {"content-type": "application/xml"}
        return httpx2.Response(200, content=self.content.encode(), headers=kind)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder: Path = tmp_path_factory.mktemp("namespaces")
    (folder / "spec.yaml").write_text(SPEC)
    result = generate(client_of(folder, "xml_namespaces"))
    assert not result.failed, result.diagnostics
    write(result.files, folder / "xml_namespaces")
    sys.path.insert(0, str(folder))
    yield import_module("xml_namespaces")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "xml_namespaces"]:
        del sys.modules[name]


@pytest.fixture
def again(package: Any) -> Callable[[str, str], tuple[Any, Any]]:
    """The value in a document, and the document that is sent of it."""

    def read_and_sent(name: str, document: str) -> tuple[Any, Any]:
        echo = Echo()
        echo.content = document
        transport = httpx2.MockTransport(echo)
        with package.Client(base_url="https://x.test", transport=transport) as client:
            call = getattr(client.t, name)
            value = call({})
            call(value)
        return value, ElementTree.fromstring(echo.sent)

    return read_and_sent


def parts(element: Any) -> Any:
    """Names, attributes and texts: what is the same whatever the prefixes are."""
    children = sorted(map(repr, map(parts, element)))
    return element.tag, sorted(element.attrib.items()), (element.text or "").strip(), children


@pytest.mark.parametrize(
    ("name", "document", "extra"),
    [
        (
            "default",
            "<book xmlns='urn:books' id='1'><more>m</more></book>",
            {"more": "m"},
        ),
        (
            "default",
            "<b:book xmlns:b='urn:books'><b:more><b:inner>1</b:inner></b:more></b:book>",
            {"more": {"inner": "1"}},
        ),
        (
            "default",
            "<book xmlns='urn:books' xmlns:o='urn:other'><o:more>1</o:more><more>2</more></book>",
            {"{urn:other}more": "1", "more": "2"},
        ),
        (
            "default",
            "<book xmlns='urn:books' xmlns:o='urn:other' id='1' o:id='2' o:new='3'/>",
            {"@{urn:other}id": "2", "@{urn:other}new": "3"},
        ),
        (
            "default",
            "<book xmlns='urn:books' xmlns:o='urn:other'><o:a x='1'><o:b/><c>1</c></o:a><o:a/></book>",
            {
                "{urn:other}a": [{"@x": "1", "b": "", "{urn:books}c": "1"}, ""],
            },
        ),
        (
            "prefixed",
            "<b:book xmlns:b='urn:books'><b:title>t</b:title><b:more>1</b:more><more>2</more></b:book>",
            {"{urn:books}more": "1", "more": "2"},
        ),
        (
            "plain",
            "<book xmlns:o='urn:other'><o:more o:a='1'><o:in/><in/></o:more></book>",
            {"{urn:other}more": {"@{urn:other}a": "1", "in": ["", ""]}},
        ),
        (
            "mapped",
            "<book xmlns:o='urn:other'><a>1</a><o:a>2</o:a></book>",
            {"a": 1, "{urn:other}a": 2},
        ),
    ],
)
def test_namespaces_of_what_is_unknown(
    again: Callable[[str, str], tuple[Any, Any]], name: str, document: str, extra: Any
) -> None:
    value, sent = again(name, document)
    assert (value.model_extra if hasattr(value, "model_extra") else value) == extra
    if "<in/>" not in document:  # Of no namespace within one: the only names that lose theirs.
        assert parts(sent) == parts(ElementTree.fromstring(document))


def test_schemas_without_namespaces_read_documents_of_one(
    again: Callable[[str, str], tuple[Any, Any]],
) -> None:
    value, sent = again("plain", "<n:book xmlns:n='urn:n'><n:title>t</n:title><n:a/></n:book>")
    assert (value.title, value.model_extra) == ("t", {"a": ""})
    assert [child.tag for child in sent] == ["title", "a"]
