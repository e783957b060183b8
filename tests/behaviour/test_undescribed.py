"""Responses that the document describes in part, or not at all, through a generated package."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

DOCUMENT = """\
openapi: 3.1.0
info: {title: Undescribed, version: "1"}
servers: [{url: "https://undescribed.test"}]
paths:
  /status: {get: {operationId: status, tags: [x], responses: {"200": {description: ""}}}}
  /none: {get: {operationId: none, tags: [x], responses: {"404": {description: ""}}}}
  /other: {get: {operationId: other, tags: [x], responses: {default: {description: ""}}}}
  /range: {get: {operationId: range, tags: [x], responses: {2XX: {description: ""}}}}
  /drop: {delete: {operationId: drop, tags: [x], responses: {"204": {description: ""}}}}
  /reset: {post: {operationId: reset, tags: [x], responses: {"205": {description: "", content: {application/json: {}}}}}}
  /mixed:
    post:
      operationId: mixed
      tags: [x]
      responses:
        "200": &thing {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "202": {description: ""}
        "204": {description: ""}
  /report:
    get:
      operationId: report
      tags: [x]
      responses:
        "200":
          description: ""
          content:
            application/json: {schema: {$ref: "#/components/schemas/Thing"}}
            text/csv: {schema: {type: string}}
            application/pdf: {schema: {type: string, format: binary}}
  /export:
    get:
      operationId: export
      tags: [x]
      responses:
        "200": {description: "", content: {text/csv: {schema: {type: string}}, image/*: {}}}
  /thing: {get: {operationId: thing, tags: [x], responses: {"200": *thing}}}
components:
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: integer}}}
"""

Respond = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("undescribed")
    (folder / "spec.yaml").write_text(DOCUMENT)
    write(generate(client_of(folder, "undescribed")).files, folder / "undescribed")
    sys.path.insert(0, str(folder))
    yield import_module("undescribed")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "undescribed"]:
        del sys.modules[name]


@pytest.fixture
def opened(package: ModuleType, _opener: Callable[..., Any]) -> Callable[..., Any]:
    """Opens a client, asynchronous in turn, whose calls a function answers."""

    def open_(respond: Respond, **options: Any) -> Any:
        return _opener(package, transport=httpx2.MockTransport(respond), **options).x

    return open_


def response(content: bytes, media_type: str = "", status: int = 200) -> Respond:
    headers = {"content-type": media_type} if media_type else {}
    return lambda request: httpx2.Response(status, content=content, headers=headers)


@pytest.mark.parametrize("operation", ["status", "none", "other", "range"])
@pytest.mark.parametrize("validation", ["strict", "tolerant"])
@pytest.mark.parametrize(
    ("respond", "value"),
    [
        (response(b'{"up": true}', "application/json"), {"up": True}),
        (response(b'{"up": true}'), {"up": True}),
        (response(b"up", "text/plain"), "up"),
        (response(b"\x1f\x8b", "application/octet-stream"), b"\x1f\x8b"),
        (response(b'{"id": 1}', "application/json", 201), {"id": 1}),
        (response(b""), None),
        (response(b"", status=204), None),
    ],
)
def test_a_response_without_content_is_decoded_by_media_type(
    operation: str, validation: str, respond: Respond, value: Any, opened: Any
) -> None:
    assert getattr(opened(respond, validation=validation), operation)() == value


def test_what_has_no_content_is_none(opened: Any) -> None:
    x = opened(response(b"", status=204))
    assert x.drop() is None and x.reset() is None and x.mixed() is None


def test_one_status_of_several_without_content(opened: Any, package: Any) -> None:
    assert opened(response(b'{"id": 1}')).mixed() == package.models.Thing(id=1)
    assert opened(response(b'{"job": 1}', "application/json", 202)).mixed() == {"job": 1}
    assert opened(response(b"queued", "text/plain", 202)).mixed() == "queued"


def test_json_is_asked_for_before_anything(opened: Any) -> None:
    asked: list[str] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.headers["accept"])
        return httpx2.Response(204)

    x = opened(respond)
    x.status(), x.mixed(), x.thing()
    assert asked == ["application/json, */*;q=0.8"] * 2 + ["application/json"]


@pytest.mark.parametrize("operation", ["status", "thing", "mixed", "drop"])
def test_every_operation_streams_bytes(operation: str, package: Any) -> None:
    transport = httpx2.MockTransport(response(b"\x00" * 100_000, "application/octet-stream"))
    x = package.Client(transport=transport).x
    with getattr(x, operation).stream() as download:
        assert isinstance(download, package.Download)
        assert sum(map(len, download)) == 100_000


@pytest.mark.parametrize("validation", ["strict", "tolerant"])
def test_other_representations_are_decoded_by_media_type(
    validation: str, opened: Any, package: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def call(respond: Respond, operation: str = "report") -> Any:
        return getattr(opened(respond, validation=validation), operation)()

    assert call(response(b'{"id": 1}', "application/json")) == package.models.Thing(id=1)
    assert call(response(b"a,b", "text/csv; charset=utf-8")) == "a,b"
    assert call(response(b"%PDF\xff", "application/pdf")) == b"%PDF\xff"
    assert call(response(b"a,b", "text/csv"), "export") == "a,b"
    assert call(response(b"\x89PNG\xff", "image/png"), "export") == b"\x89PNG\xff"
    assert not caplog.records


def test_the_docstring_says_how_to_ask_for_them(package: Any) -> None:
    docstring = import_module("undescribed.api.x").report.__doc__
    assert (
        '`.accepting("text/csv")`' in docstring and '`.accepting("application/pdf")`' in docstring
    )
    assert "accepting" not in import_module("undescribed.api.x").thing.__doc__


def test_a_fake_of_what_is_not_described(package: Any) -> None:
    fake = import_module("undescribed.testing").Fake()
    with fake.client() as client:
        assert client.x.status() is None
        for value in ({"up": True}, "text", b"\xff", None, [1]):
            fake.reset()
            fake.x.status.returns(value)
            assert client.x.status() == value


def test_drift_is_a_warning_of_the_packages_logger(
    opened: Any, caplog: pytest.LogCaptureFixture
) -> None:
    x = opened(response(b'{"id": "one"}', "application/json"))
    assert x.thing().id == x.thing().id == "one"
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("undescribed", "WARNING")
    assert "GET /thing returned 200" in record.getMessage()
