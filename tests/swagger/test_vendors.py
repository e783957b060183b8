"""What gRPC-gateway, swaggo and AutoRest write in Swagger 2.0."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from .test_wire import HEAD, Arrived
from .test_wire import arrived as arrived

GRPC = Path(__file__).parent / "grpc.yaml"
AZURE = Path(__file__).parent / "azure.yaml"

EVENTS = (
    b'{"result":{"id":"1","at":"2024-01-02T03:04:05Z"}}\n'
    b'{"error":{"code":5,"message":"gone","details":[{"@type":"x/Y","more":1}]}}\n'
)


def test_results_of_a_stream(client: Callable[..., Any], arrived: Arrived) -> None:
    echo = client(GRPC.read_text(), arrived).echo_service
    arrived.response = httpx2.Response(
        200, content=EVENTS, headers={"content-type": "application/json"}
    )
    with echo.watch("n", filter_sub_id="7", kinds=["A", "B"]) as stream:
        first, second = stream
    assert arrived.request.url.raw_path == b"/v1/watch/n?filter.sub.id=7&kinds=A&kinds=B"
    assert (first.result.id, first.result.at.year, first.error) == ("1", 2024, None)
    assert (second.error.code, second.error.details[0].type) == (5, "x/Y")
    assert second.error.details[0].model_extra == {"more": 1}


def test_messages_of_a_stream(client: Callable[..., Any], arrived: Arrived) -> None:
    echo = client(GRPC.read_text(), arrived).echo_service
    arrived.response = httpx2.Response(200, json={"id": "3"})
    assert echo.bulk([{"id": "1"}, {"id": "2"}]).id == "3"
    assert arrived.content == b'{"id":"1"}\n{"id":"2"}\n'


def test_the_default_error(client: Callable[..., Any], arrived: Arrived) -> None:
    echo = client(GRPC.read_text(), arrived).echo_service
    arrived.response = httpx2.Response(409, json={"code": 6, "message": "twice"})
    with pytest.raises(Exception) as caught:
        echo.bulk([{"id": "1"}])
    error: Any = caught.value
    assert (error.error.code, error.error.message) == (6, "twice")


def test_a_parameterized_host(package: Callable[..., Any], arrived: Arrived) -> None:
    azure = package(AZURE.read_text())
    client = azure.Client(account="acme", transport=httpx2.MockTransport(arrived))
    arrived.response = httpx2.Response(200, json=3)
    assert client.things.count(kind=azure.models.ThingKind.FIRST) == 3
    assert str(arrived.request.url) == "https://acme.west.example.com/v1/things?op=count&kind=a"
    other = azure.Client(account="a", region="east", transport=httpx2.MockTransport(arrived))
    other.things.count()
    assert str(arrived.request.url) == "https://a.east.example.com/v1/things?op=count"


def test_a_host_with_a_path(package: Callable[..., Any], arrived: Arrived) -> None:
    text = HEAD + (
        "x-ms-parameterized-host: {hostTemplate: '{endpoint}/base', useSchemePrefix: false, "
        "parameters: [{name: endpoint, in: path, type: string, default: 'https://x.example'}]}\n"
        "paths: {/a: {get: {operationId: get_a, responses: {204: {description: ok}}}}}\n"
    )
    package(text).Client(transport=httpx2.MockTransport(arrived)).a.get()
    assert str(arrived.request.url) == "https://x.example/base/a"


def test_pages_and_discriminator_values(package: Callable[..., Any]) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        if "page=2" in str(request.url):
            return httpx2.Response(200, json={"things": [{"kind": "#large", "m": 2}]})
        following = "https://acme.west.example.com/v1/things?page=2"
        page = {"things": [{"kind": "#small", "n": 1}], "nextLink": following}
        return httpx2.Response(200, json=page)

    azure = package(AZURE.read_text())
    client = azure.Client(account="acme", transport=httpx2.MockTransport(handler))
    small, large = client.things.list.items()
    assert (type(small).__name__, small.n) == ("Small", 1)
    assert (type(large).__name__, large.m) == ("Large", 2)
    assert azure.models.Small(n=1).model_dump(mode="json", exclude_none=True)["kind"] == "#small"


FRAGMENTS = f"""
{HEAD}
host: api.example.com
basePath: /base
schemes: [https]
paths:
  /pages/{{tenant}}:
    get:
      operationId: Paging_First
      x-ms-pageable: {{nextLinkName: next, itemName: values, operationName: Paging_Next}}
      parameters:
        - {{name: tenant, in: path, required: true, type: string}}
        - {{name: version, in: query, required: true, type: string}}
      responses: {{200: {{description: ok, schema: {{$ref: "#/definitions/Page"}}}}}}
  /pages/{{tenant}}/{{link}}:
    get:
      operationId: Paging_Next
      x-ms-pageable: {{nextLinkName: next, itemName: values, operationName: Next}}
      parameters:
        - {{name: tenant, in: path, required: true, type: string}}
        - {{name: link, in: path, required: true, type: string}}
        - {{name: version, in: query, required: true, type: string}}
      responses: {{200: {{description: ok, schema: {{$ref: "#/definitions/Page"}}}}}}
definitions:
  Page: {{type: object, properties: {{values: {{type: array, items: {{type: integer}}}}, next: {{type: string}}}}}}
"""


def test_pages_of_another_operation(package: Callable[..., Any]) -> None:
    urls: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        urls.append(str(request.url))
        following = {1: "more?page=2", 2: "page3"}.get(len(urls))
        return httpx2.Response(200, json={"values": [len(urls)], "next": following})

    client = package(FRAGMENTS).Client(transport=httpx2.MockTransport(handler))
    assert [*client.pages.paging_first.items("a b", version="v1")] == [1, 2, 3]
    assert urls == [
        "https://api.example.com/base/pages/a%20b?version=v1",
        "https://api.example.com/base/pages/a%20b/more?page=2&version=v1",
        "https://api.example.com/base/pages/a%20b/page3?version=v1",
    ]


SWAGGO = HEAD + """
host: localhost:8080
basePath: /api/v1
paths:
  /accounts/{id}:
    get:
      consumes: [application/json]
      produces: [application/json]
      parameters:
        - {type: integer, description: Account ID, name: id, in: path, required: true}
        - {enum: [1, 2], type: integer, x-enum-varnames: [ONE, TWO], name: level, in: query}
      responses:
        "200": {description: OK, schema: {allOf: [{$ref: "#/definitions/web.Response"}, {type: object, properties: {data: {$ref: "#/definitions/model.Account"}}}]}, headers: {Token: {type: string, description: token}}}
        "400": {description: Bad Request, schema: {$ref: "#/definitions/web.Response"}}
definitions:
  web.Response: {type: object, properties: {code: {type: integer, example: 0}, data: {}}}
  model.Account:
    type: object
    x-go-name: Account
    properties:
      id: {type: integer, format: int64, example: 1, x-go-name: ID}
      role: {type: string, enum: [admin, user], x-enum-varnames: [RoleAdmin, RoleUser], x-enum-comments: {RoleAdmin: all}}
"""


def test_swaggo(client: Callable[..., Any], package: Callable[..., Any], arrived: Arrived) -> None:
    api = package(SWAGGO)
    session = api.Client(transport=httpx2.MockTransport(arrived))
    arrived.response = httpx2.Response(200, json={"code": 0, "data": {"id": 4, "role": "admin"}})
    response = session.accounts.get(4, level=2)
    assert str(arrived.request.url) == "http://localhost:8080/api/v1/accounts/4?level=2"
    assert (response.data.id, response.data.role.name) == (4, "ROLE_ADMIN")
    names = {name for name in dir(api.models) if name[0].isupper()}
    assert {"Account", "Response"} <= names


NAMES = HEAD + """
paths:
  /{path}/things:
    post:
      operationId: add
      parameters:
        - {name: path, in: path, required: true, type: string, x-ms-skip-url-encoding: true}
        - {name: $q, in: query, type: string, x-ms-client-name: searchText}
        - {name: raw, in: query, type: string, x-ms-skip-url-encoding: true}
        - {name: thing, in: body, schema: {$ref: "#/definitions/th"}}
      responses: {200: {description: ok, schema: {$ref: "#/definitions/th"}}}
definitions:
  th:
    x-ms-client-name: Thing
    type: object
    properties:
      n: {type: string, x-ms-client-name: fullName}
      in: {type: object, x-ms-client-name: inner, properties: {a: {type: string}}}
      ro: {type: string, x-ms-mutability: [read]}
      wo: {type: string, x-ms-mutability: [create, update]}
      rw: {type: string, x-ms-mutability: [read, create]}
"""


def test_names_and_access_of_autorest(
    package: Callable[..., Any], generated: Callable[..., Any], arrived: Arrived
) -> None:
    api = package(NAMES)
    client = api.Client(base_url="http://x", transport=httpx2.MockTransport(arrived))
    arrived.response = httpx2.Response(200, json={"n": "a", "in": {"a": "b"}, "ro": "r"})
    thing = client.things.add("a/../b c%20", {"n": "x"}, search_text="q&r", raw="x&y=#1")
    assert arrived.request.url.raw_path == b"/a/%2E%2E/b%20c%20/things?%24q=q%26r&raw=x&y=%231"
    assert (type(thing).__name__, thing.full_name, thing.inner.a) == ("Thing", "a", "b")
    text = generated(NAMES).files["models/thing.py"]
    assert '"ro": ' not in text and '"wo": str' in text and '"rw": str' in text
