"""Swagger 2.0 in several files: other documents, and files of parameters, responses, paths and schemas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from .test_wire import HEAD, Arrived
from .test_wire import arrived as arrived

FILES = {
    "spec.yaml": HEAD
    + """
host: api.example.com
consumes: [application/json, text/plain]
produces: [application/json]
paths:
  /pets:
    get:
      operationId: list_pets
      parameters:
        - {$ref: "shared/parameters.yaml#/Tags"}
        - {$ref: "common.yaml#/parameters/Limit"}
      responses:
        200: {description: ok, schema: {type: array, items: {$ref: "shared/schemas.yaml#/Pet"}}}
        404: {$ref: "shared/responses.yaml#/NotFound"}
        409: {$ref: "common.yaml#/responses/Conflict"}
    post:
      operationId: add_pet
      parameters: [{$ref: "shared/parameters.yaml#/PetBody"}]
      responses: {201: {description: ok, schema: {$ref: "common.yaml#/definitions/Pair"}}}
    put:
      operationId: upload
      parameters:
        - {$ref: "shared/parameters.yaml#/Photo"}
        - {$ref: "common.yaml#/parameters/Note"}
      responses: {204: {description: ok}}
  /users: {$ref: "paths/users.yaml"}
  /again:
    get:
      operationId: again
      responses:
        200: {description: ok, schema: {$ref: "#/paths/~1pets/get/responses/200/schema"}}
""",
    "shared/parameters.yaml": """
Tags: {name: tags, in: query, type: array, items: {type: string}, collectionFormat: pipes}
PetBody: {name: pet, in: body, required: true, schema: {$ref: "schemas.yaml#/Pet"}}
Photo: {name: photo, in: formData, type: file, required: true}
""",
    "shared/responses.yaml": """
NotFound: {description: No., schema: {$ref: "../common.yaml#/definitions/Problem"}, headers: {X-Why: {type: string}}}
""",
    "shared/schemas.yaml": """
Pet:
  type: object
  required: [name]
  properties:
    name: {type: string}
    owner: {$ref: "#/Owner"}
    tag: {type: string, x-nullable: true}
Owner: {type: object, properties: {id: {type: integer}, pets: {type: array, items: {$ref: "#/Pet"}}}}
""",
    "common.yaml": HEAD.replace("title: T", "title: Common")
    + """
paths: {}
produces: [application/json]
parameters:
  Limit: {name: limit, in: query, type: integer, default: 5}
  Note: {name: note, in: formData, type: string}
responses:
  Conflict: {description: Conflict., schema: {$ref: "#/definitions/Problem"}}
definitions:
  Problem: {type: object, properties: {why: {type: string}}}
  Pair: {type: object, properties: {left: {$ref: "shared/schemas.yaml#/Pet"}, right: {$ref: "#/definitions/Pair"}}}
""",
    "paths/users.yaml": """
parameters: [{name: X-Trace, in: header, type: integer}]
get:
  operationId: list_users
  parameters: [{name: ids, in: query, type: array, items: {type: integer}}]
  responses: {200: {description: ok, schema: {$ref: "../shared/schemas.yaml#/Owner"}}}
""",
}


def test_what_is_sent_and_read(client: Callable[..., Any], arrived: Arrived) -> None:
    api = client(FILES, arrived)
    arrived.response = httpx2.Response(200, json=[{"name": "a", "owner": {"id": 1}}])
    (pet,) = api.pets.list(tags=["a", "b"], limit=2)
    assert arrived.request.url.raw_path == b"/pets?tags=a%7Cb&limit=2"
    assert (pet.name, pet.owner.id) == ("a", 1)
    (pet,) = api.again.again()
    assert pet.name == "a"
    arrived.response = httpx2.Response(201, json={"left": {"name": "b"}, "right": {}})
    assert api.pets.add({"name": "a", "tag": None}).left.name == "b"
    assert (arrived.kind, arrived.content) == ("application/json", b'{"name":"a","tag":null}')
    arrived.response = httpx2.Response(204)
    api.pets.upload({"photo": b"x", "note": "n"})
    assert arrived.kind.startswith("multipart/form-data")
    assert b'name="note"\r\n\r\nn\r\n' in arrived.content
    arrived.response = httpx2.Response(200, json={"id": 3})
    assert api.users.list(ids=[1, 2], x_trace=3).id == 3
    assert arrived.request.url.raw_path == b"/users?ids=1,2"
    assert arrived.request.headers["x-trace"] == "3"


@pytest.mark.parametrize("status", [404, 409])
def test_errors(client: Callable[..., Any], arrived: Arrived, status: int) -> None:
    arrived.response = httpx2.Response(status, json={"why": "gone"})
    with pytest.raises(Exception) as caught:
        client(FILES, arrived).pets.list()
    error: Any = caught.value
    assert error.error.why == "gone"


def test_locations_in_other_files(generated: Callable[..., Any]) -> None:
    wrong = {
        **FILES,
        "common.yaml": FILES["common.yaml"].replace("why: {type: string}", "why: {type: text}"),
        "shared/parameters.yaml": FILES["shared/parameters.yaml"].replace("pipes", "dots"),
        "paths/users.yaml": FILES["paths/users.yaml"].replace(
            "type: integer}]\nget", "type: int}]\nget"
        ),
    }
    diagnostics = {
        (d.code, d.file.rpartition("/")[2], d.at, d.position.line)
        for d in generated(wrong).diagnostics
    }
    assert diagnostics == {
        ("type-unknown", "common.yaml", "common.yaml#/definitions/Problem/properties/why/type", 12),
        (
            "collection-format",
            "parameters.yaml",
            "shared/parameters.yaml#/Tags/collectionFormat",
            2,
        ),
        ("type-unknown", "users.yaml", "paths/users.yaml#/parameters/0/type", 2),
    }
    missing = generated({**FILES, "shared/schemas.yaml": "Pat: {}\n"})
    assert {d.code for d in missing.diagnostics} == {"ref-unresolved"}


def test_a_document_of_openapi_3_refers_to_one_of_swagger_2(
    client: Callable[..., Any], arrived: Arrived
) -> None:
    files = {
        "spec.yaml": """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /pairs:
    get:
      operationId: pair
      parameters: [{$ref: "common.yaml#/parameters/Limit"}]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "common.yaml#/definitions/Pair"}}}}
""",
        **{name: FILES[name] for name in ("common.yaml", "shared/schemas.yaml")},
    }
    arrived.response = httpx2.Response(200, json={"left": {"name": "b"}})
    assert client(files, arrived).pairs.pair(limit=3).left.name == "b"
    assert arrived.request.url.raw_path == b"/pairs?limit=3"
