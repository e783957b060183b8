"""Media types of operations: for shared responses, streams, examples, and schemas that a media type cannot carry."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from ..documents.conftest import codes
from .test_wire import HEAD, Arrived
from .test_wire import arrived as arrived

SHARED = HEAD + """
produces: [application/json]
responses:
  Archive: {description: A file., schema: {type: file}}
  Chain: {$ref: "#/responses/Problem"}
  Problem: {description: No., schema: {type: object, properties: {why: {type: string}}}, headers: {X-Why: {type: integer}}}
paths:
  /a:
    get:
      operationId: download
      produces: [application/zip]
      responses: {200: {$ref: "#/responses/Archive"}, 404: {$ref: "#/responses/Chain"}}
    put:
      operationId: store
      produces: [application/xml, text/plain]
      responses: {200: {$ref: "#/responses/Problem"}, 404: {$ref: "#/responses/Chain"}, 500: {$ref: "more.yaml#/Broken"}}
    post:
      operationId: add
      responses: {200: {$ref: "#/responses/Problem"}, 500: {$ref: "more.yaml#/Broken"}}
"""
MORE = """
Broken: {description: No., schema: {type: object, properties: {code: {type: integer}, next: {$ref: "#/Broken/schema"}}}}
"""


@pytest.fixture
def shared(package: Callable[..., Any]) -> Any:
    return package({"spec.yaml": SHARED, "more.yaml": MORE})


def test_shared_responses_have_the_media_types_of_the_operation(
    shared: Any, arrived: Arrived
) -> None:
    client = shared.Client(base_url="http://x", transport=httpx2.MockTransport(arrived))
    arrived.response = httpx2.Response(200, content=b"PK", headers={"content-type": "x/y"})
    assert client.a.download() == b"PK"
    assert arrived.request.headers["accept"] == "application/zip"
    xml = {"content-type": "application/xml"}
    arrived.response = httpx2.Response(200, content=b"<p><why>x</why></p>", headers=xml)
    assert client.a.store().why == "x"
    assert arrived.request.headers["accept"].startswith("application/xml")
    arrived.response = httpx2.Response(500, content=b"<p><code>3</code></p>", headers=xml)
    with pytest.raises(Exception) as caught:
        client.a.store()
    error: Any = caught.value
    assert error.error.code == 3
    arrived.response = httpx2.Response(200, json={"why": "y"})
    assert client.a.add().why == "y"


def test_the_schema_of_a_shared_response_is_one_type(shared: Any) -> None:
    names = [name for name in dir(shared.models) if name[0].isupper()]
    assert names == ["Broken", "Chain"]


STREAM = HEAD + """
consumes: [application/json, application/x-mine]
produces: [application/json, application/x-mine]
paths:
  /watch/{name=rooms/*}:
    post:
      operationId: watch
      parameters:
        - {name: name, in: path, required: true, type: string}
        - {name: body, in: body, description: " (streaming inputs)", schema: {$ref: "#/definitions/Event"}}
      responses: {200: {description: (streaming responses), schema: {$ref: "#/x-stream-definitions/Event"}}}
x-stream-definitions:
  Event: {title: Stream result of Event, type: object, properties: {result: {$ref: "#/definitions/Event"}, error: {type: object}}}
definitions:
  Event: {type: object, properties: {id: {type: string, format: int64}}}
"""


def test_a_stream_among_other_media_types(
    client: Callable[..., Any], generated: Callable[..., Any], arrived: Arrived
) -> None:
    assert codes(generated(STREAM)) == [
        "note[media-type-replaced] #/paths/~1watch~1{name=rooms~1*}/post/parameters/1",
        "note[media-type-replaced] #/paths/~1watch~1{name=rooms~1*}/post/responses/200/schema",
        "warning[path-template-foreign] #/paths/~1watch~1{name=rooms~1*}/post",
    ]
    watch = client(STREAM, arrived).watch
    arrived.response = httpx2.Response(200, content=b'{"result":{"id":"1"}}\n{"result":{}}\n')
    with watch.watch("rooms/1", [{"id": "2"}, {"id": "3"}]) as stream:
        assert [event.result.id for event in stream] == ["1", None]
    assert arrived.content == b'{"id":"2"}\n{"id":"3"}\n'
    assert arrived.request.url.raw_path == b"/watch/rooms%2F1"


OTHERS = HEAD + """
paths:
  /text:
    post:
      operationId: add
      consumes: [text/plain]
      produces: [application/json;charset=utf-8]
      parameters: [{name: b, in: body, schema: {$ref: "#/definitions/A"}}]
      responses: {200: {description: ok, schema: {$ref: "#/definitions/A"}, examples: {application/json: {x: sample}, response: {x: other}}}}
    get:
      operationId: load
      produces: [application/zip]
      responses: {200: {description: ok, schema: {$ref: "#/definitions/File"}}}
    put:
      operationId: store
      consumes: [application/octet-stream]
      parameters: [{name: b, in: body, schema: {type: object, format: file}}]
      responses: {204: {description: ok}}
definitions:
  A: {type: object, properties: {x: {type: string}}}
  File: {type: file}
"""


def test_media_types_that_cannot_carry_a_schema(
    client: Callable[..., Any], generated: Callable[..., Any], arrived: Arrived
) -> None:
    result = generated(OTHERS)
    assert codes(result) == [
        "note[media-type-replaced] #/paths/~1text/post/parameters/0",
        "warning[examples-ignored] #/paths/~1text/post/responses/200/examples/response",
    ]
    text = client(OTHERS, arrived).text
    arrived.response = httpx2.Response(200, json={"x": "1"})
    assert text.add({"x": "2"}).x == "1"
    assert (arrived.kind, arrived.content) == ("application/json", b'{"x":"2"}')
    arrived.response = httpx2.Response(200, content=b"PK")
    assert text.load() == b"PK"
    assert arrived.request.headers["accept"] == "application/zip"
    arrived.response = httpx2.Response(204)
    text.store(b"PK")
    assert (arrived.kind, arrived.content) == ("application/octet-stream", b"PK")


def test_the_example_of_a_media_type_with_parameters(package: Callable[..., Any]) -> None:
    fake = importlib.import_module(f"{package(OTHERS).__name__}.testing").Fake().client()
    assert fake.text.add().x == "sample"


AUTHORIZATION = HEAD + """
securityDefinitions: {basic: {type: basic}, key: {type: apiKey, in: query, name: k}}
paths:
  /a:
    parameters: [{name: Authorization, in: header, type: string, required: true}, {name: Accept, in: header, type: string}]
    get: {operationId: load, security: [{key: []}], responses: {204: {description: ok}}}
    put: {operationId: store, security: [{basic: []}], responses: {204: {description: ok}}}
"""


def test_authorization_is_a_parameter(
    client: Callable[..., Any], generated: Callable[..., Any], arrived: Arrived
) -> None:
    assert codes(generated(AUTHORIZATION)) == ["note[header-reserved] #/paths/~1a/parameters/1"]
    a = client(AUTHORIZATION, arrived, username="u", password="p", api_key="q").a
    a.load(authorization="Bearer t")
    assert arrived.request.headers["authorization"] == "Bearer t"
    with pytest.raises(TypeError):
        a.load()
    a.store()
    assert arrived.request.headers["authorization"] == "Basic dTpw"
    a.store(authorization="Bearer t")
    assert arrived.request.headers["authorization"] == "Bearer t"


CONTENT_TYPE = HEAD + """
consumes: [application/octet-stream]
paths:
  /build:
    post:
      operationId: build
      parameters:
        - {name: Content-type, in: header, type: string, enum: [application/x-tar], default: application/x-tar}
        - {name: archive, in: body, schema: {type: string, format: binary}}
      responses: {204: {description: ok}}
    put:
      operationId: store
      parameters: [{$ref: "#/parameters/Type"}, {name: b, in: body, schema: {type: object, properties: {x: {type: string}}}}]
      responses: {204: {description: ok}}
parameters:
  Type: {name: content-type, in: header, type: string, enum: [application/json, application/vnd.x+json], required: true}
"""


def test_the_media_types_are_those_of_content_type(
    client: Callable[..., Any], arrived: Arrived
) -> None:
    resource = client(CONTENT_TYPE, arrived).build
    resource.build(b"tar")
    assert (arrived.kind, arrived.content) == ("application/x-tar", b"tar")
    resource.store({"x": "1"})
    assert arrived.kind == "application/json"
    resource.store({"x": "1"}, content_type="application/vnd.x+json")
    assert arrived.kind == "application/vnd.x+json"
