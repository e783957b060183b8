"""Parameters and fields that are called like something of Python's or the runtime's, through every spelling of a call."""

from __future__ import annotations

import asyncio
import builtins
import inspect
import json
import keyword
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

NAMES = sorted(
    {name for name in (*keyword.kwlist, *keyword.softkwlist, *dir(builtins)) if name.islower()}
    | set(
        """self cls client request options timeout headers body content data json args kwargs function models query
        path cookies method Request annotations call raw items wait stream accepting tagged files media_type
        content_type response hooks auth deprecated overload api resources raises last name value schema model_config
        client_ fake_ __init__ __call__ __class__ __wrapped__ None Any Literal Mapping func bound pages""".split()
    )
)
HEADERS = [
    name for name in {n.lower(): n for n in NAMES}.values() if name not in ("accept", "auth")
]
PETS = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
SPELLINGS = ("call", "raw", "request", "accepting", "stream", "async call", "async raw")


def document() -> dict[str, Any]:
    """Operations whose parameters or fields have all of these names, and one with pages and a status."""
    responses = {"200": {"description": "", "content": {"application/json": {"schema": PETS}}}}

    def operation(name: str, location: str = "", names: Iterable[str] = ()) -> dict[str, Any]:
        schema = {"type": "string"}
        return {
            "x-restamp-group": "t",
            "x-restamp-name": name,
            "parameters": [
                {"name": each, "in": location, "required": True, "schema": schema} for each in names
            ],
            "responses": responses,
        }

    fields = {name: {"type": "string"} for name in NAMES}
    schema = {"type": "object", "required": NAMES, "properties": fields}
    body = {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}},
    }
    path = "".join(f"/{{{name}}}" for name in NAMES)
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/query": {"get": operation("in_query", "query", NAMES)},
            "/header": {"get": operation("in_header", "header", HEADERS)},
            "/cookie": {"get": operation("in_cookie", "cookie", NAMES)},
            path: {"get": operation("in_path", "path", NAMES)},
            "/body": {"post": operation("in_body") | {"requestBody": body}},
        },
        "components": {"schemas": {"Pet": {"type": "object"}, "Body": schema}},
    }


@pytest.fixture
def module(package: Callable[..., Any]) -> Any:
    return package(json.dumps(document()))


def spelled(
    module: Any, method: str, spelling: str, arguments: dict[str, Any], **options: Any
) -> Any:
    """Sends a request through one spelling of a call."""
    if spelling.startswith("async"):
        bound = getattr(module.AsyncClient(**options).t, method)
        return asyncio.run((bound.raw if "raw" in spelling else bound)(**arguments))
    client = module.Client(**options)
    bound = getattr(client.t, method)
    match spelling:
        case "call":
            return bound(**arguments)
        case "request":
            return client.send(bound.request(**arguments))
        case "accepting":
            return bound.accepting("application/json")(**arguments)
        case "stream":
            with bound.stream(**arguments) as download:
                return download
        case _:
            return bound.raw(**arguments)


def sent(request: httpx2.Request, method: str) -> dict[str, str]:
    """The values of a request by the names in the document."""
    match method:
        case "in_query":
            return dict(parse_qsl(request.url.query.decode()))
        case "in_cookie":
            return dict(part.split("=", 1) for part in request.headers["cookie"].split("; "))
        case "in_path":
            values = request.url.path.removeprefix("/").split("/")
            return dict(zip(NAMES, values, strict=True))
        case "in_header":
            return {name: request.headers[name] for name in HEADERS}
        case _:
            return json.loads(request.content)


@pytest.mark.parametrize("method", ["in_query", "in_header", "in_cookie", "in_path", "in_body"])
def test_each_location(module: Any, method: str) -> None:
    requests: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(200, json=[{"id": 1}])

    options = {"base_url": "https://x.example", "transport": httpx2.MockTransport(respond)}
    arguments: dict[str, Any] = {"body": {name: f"v-{name}" for name in NAMES}}
    if method != "in_body":
        signature = inspect.signature(getattr(module.Client(**options).t, method))
        arguments = {name: f"v-{number}" for number, name in enumerate(signature.parameters)}
        assert {"self", "cls", "type", "list", "request", "timeout", "class_"} <= arguments.keys()
    for spelling in SPELLINGS:
        spelled(module, method, spelling, arguments, **options)
    results = [sent(request, method) for request in requests]
    assert len(results) == len(SPELLINGS) and all(result == results[0] for result in results)
    assert {*results[0]} == {*(HEADERS if method == "in_header" else NAMES)}
    assert len({*results[0].values()}) == len(results[0])


def test_a_model(module: Any) -> None:
    values = {name: f"v-{name}" for name in NAMES}
    model = module.models.Body.model_validate_json(json.dumps(values))
    assert model.model_dump(mode="json", by_alias=True) == values


PAGED = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /pets:
    get:
      x-restamp-group: pets
      x-restamp-name: list
      parameters:
        - {name: self, in: query, required: true, schema: {type: string}}
        - {name: list, in: query, schema: {type: string}}
        - {name: cursor, in: query, schema: {type: string}}
      x-restamp-pagination: {style: cursor, items: items, cursor: cursor, next: next}
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema:
                type: object
                properties:
                  items: {type: array, items: {type: string}}
                  next: {type: string}
  /jobs:
    get:
      x-restamp-group: jobs
      x-restamp-name: get
      parameters: [{name: self, in: query, required: true, schema: {type: string}}]
      x-restamp-waiter: {status: state, success: [done]}
      responses:
        "200":
          description: ""
          content:
            application/json: {schema: {type: object, properties: {state: {type: string}}}}
  /events:
    get:
      x-restamp-group: jobs
      x-restamp-name: watch
      parameters: [{name: self, in: query, required: true, schema: {type: string}}]
      responses:
        "200": {description: "", content: {text/event-stream: {schema: {type: string}}}}
"""


def test_self_in_pages_waits_streams_and_fakes(package: Callable[..., Any]) -> None:
    module = package(PAGED)
    fake = import_module(f"{module.__name__}.testing").Fake()
    client = fake.client()
    fake.pets.list.returns({"items": ["a"], "next": None})
    assert list(client.pets.list.items(self="x", list="y")) == ["a"]
    fake.jobs.get.returns({"state": "done"})
    assert client.jobs.get.wait(self="x").state == "done"
    fake.jobs.watch.returns(["e"])
    with client.jobs.watch.stream(self="x") as stream:
        list(stream)
    assert [call.query["self"] for call in fake.calls] == ["x"] * 3
