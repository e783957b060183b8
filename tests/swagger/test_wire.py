"""What clients of Swagger 2.0 documents send, and what they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

HEAD = 'swagger: "2.0"\ninfo: {title: T, version: "1"}\n'


class Arrived:
    """The last request; `response` is sent back."""

    def __init__(self) -> None:
        self.request = httpx2.Request("GET", "http://x")
        self.content = b""
        self.response = httpx2.Response(204)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.request, self.content = request, request.read()
        return self.response

    @property
    def kind(self) -> str:
        return str(self.request.headers.get("content-type", ""))


@pytest.fixture
def arrived() -> Arrived:
    return Arrived()


COLLECTIONS = HEAD + """
paths:
  /{ids}/items:
    post:
      operationId: send
      consumes: [%s]
      parameters:
        - {name: ids, in: path, required: true, type: array, items: {type: string}, collectionFormat: FORMAT}
        - {name: q, in: query, type: array, items: {type: string}, collectionFormat: FORMAT}
        - {name: X-List, in: header, type: array, items: {type: integer}, collectionFormat: FORMAT}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: FORMAT}
      responses: {204: {description: ok}}
"""


@pytest.mark.parametrize(
    ("name", "delimiter", "escaped"),
    [("csv", ",", ","), ("ssv", " ", "%20"), ("tsv", "\t", "%09"), ("pipes", "|", "%7C")],
)
@pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_collection_formats(
    client: Callable[..., Any], arrived: Arrived, name: str, delimiter: str, escaped: str, form: str
) -> None:
    items = client((COLLECTIONS % form).replace("FORMAT", name), arrived).items
    items.send(["a", "b"], q=["x y", "z"], x_list=[1, 2], body={"tags": ["t", "u"]})
    assert arrived.request.url.raw_path.decode() == (
        f"/a{escaped}b/items?q=x%20y{escaped}z" if name != "ssv" else "/a%20b/items?q=x%20y%20z"
    )
    assert arrived.request.headers["x-list"] == f"1{delimiter}2"
    if form.startswith("multipart"):
        assert f'name="tags"\r\n\r\nt{delimiter}u\r\n'.encode() in arrived.content
    else:
        assert arrived.content.decode() == f"tags=t{escaped}u"


@pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_multi(client: Callable[..., Any], arrived: Arrived, form: str) -> None:
    text = (COLLECTIONS % form).replace("FORMAT}", "multi}", 4)
    items = client(text, arrived).items
    items.send(["a", "b"], q=["x", "z"], x_list=[1, 2], body={"tags": ["t", "u"]})
    assert arrived.request.url.raw_path == b"/a,b/items?q=x&q=z"
    assert arrived.request.headers["x-list"] == "1,2"
    if form.startswith("multipart"):
        assert arrived.content.count(b'name="tags"') == 2
    else:
        assert arrived.content == b"tags=t&tags=u"


FORMS = HEAD + """
consumes: [application/json]
parameters:
  Note: {name: note, in: formData, type: string, description: A note.}
paths:
  /files:
    parameters: [{$ref: "#/parameters/Note"}]
    post:
      operationId: upload
      consumes: [multipart/form-data]
      parameters:
        - {name: file, in: formData, type: file, required: true}
        - {name: more, in: formData, type: array, items: {type: file}, collectionFormat: multi}
        - {name: size, in: formData, type: integer, allowEmptyValue: true}
      responses: {204: {description: ok}}
    put:
      operationId: save
      parameters: [{name: level, in: formData, type: string, enum: [low, high], default: low}]
      responses: {204: {description: ok}}
    patch:
      operationId: choose
      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters: [{name: level, in: formData, type: string, required: true}]
      responses: {204: {description: ok}}
"""


def test_forms(client: Callable[..., Any], arrived: Arrived) -> None:
    files = client(FORMS, arrived).files
    files.upload({"file": b"content", "more": [b"1", b"2"], "size": "", "note": "n"})
    assert arrived.kind.startswith("multipart/form-data; boundary=")
    for part in (b'name="file"; filename=', b"\r\n\r\ncontent\r\n", b'name="note"\r\n\r\nn\r\n'):
        assert part in arrived.content
    assert arrived.content.count(b'; name="more"; filename=') == 2
    assert b'name="size"\r\n\r\n\r\n' in arrived.content
    files.save({"level": "high", "note": "a b"})
    assert arrived.kind == "application/x-www-form-urlencoded"
    assert parse_qsl(arrived.content.decode()) == [("level", "high"), ("note", "a b")]
    files.choose({"level": "1"})
    assert arrived.kind == "application/x-www-form-urlencoded"
    files.choose({"level": "1"}, content_type="multipart/form-data")
    assert arrived.kind.startswith("multipart/form-data")


BODIES = HEAD + """
consumes: [application/json]
produces: [application/json]
parameters:
  PetBody: {name: pet, in: body, required: true, schema: {$ref: "#/definitions/Pet"}}
responses:
  NotFound: {description: No., schema: {type: object, properties: {why: {type: string}}}, headers: {X-Id: {type: string}}}
paths:
  /pets:
    post:
      operationId: add
      parameters: [{$ref: "#/parameters/PetBody"}]
      responses:
        200: {description: ok, schema: {$ref: "#/definitions/Pet"}, headers: {X-Count: {type: integer}}}
        404: {$ref: "#/responses/NotFound"}
    put:
      operationId: raw
      consumes: [text/plain, application/octet-stream]
      produces: [application/pdf]
      parameters: [{name: text, in: body, schema: {type: string}}]
      responses: {200: {description: ok, schema: {type: file}}}
    get:
      operationId: search
      produces: [text/csv, application/json]
      parameters: [{name: term, in: query, type: string, allowEmptyValue: true}]
      responses: {200: {description: ok, schema: {$ref: "#/definitions/Pet"}}}
definitions:
  Pet:
    type: object
    required: [name]
    properties:
      name: {type: string}
      tag: {type: string, x-nullable: true}
      age: {type: integer, minimum: 0, exclusiveMinimum: true}
      id: {type: string, readOnly: true}
"""


def test_bodies(client: Callable[..., Any], arrived: Arrived) -> None:
    pets = client(BODIES, arrived).pets
    arrived.response = httpx2.Response(
        200, json={"name": "a", "tag": None}, headers={"X-Count": "3"}
    )
    response = pets.add.raw({"name": "a", "tag": None})
    assert (arrived.kind, arrived.content) == ("application/json", b'{"name":"a","tag":null}')
    assert (response.value.name, response.value.tag) == ("a", None)
    arrived.response = httpx2.Response(404, json={"why": "gone"})
    with pytest.raises(Exception) as caught:
        pets.add({"name": "a"})
    error: Any = caught.value
    assert error.error.why == "gone"


def test_other_media_types(client: Callable[..., Any], arrived: Arrived) -> None:
    pets = client(BODIES, arrived).pets
    arrived.response = httpx2.Response(
        200, content=b"%PDF", headers={"content-type": "application/pdf"}
    )
    assert pets.raw("text") == b"%PDF"
    assert (arrived.kind, arrived.content) == ("text/plain", b"text")
    assert arrived.request.headers["accept"] == "application/pdf"
    arrived.response = httpx2.Response(200, json={"name": "a"})
    assert pets.search(term="").name == "a"
    assert arrived.request.url.raw_path == b"/pets?term="


SEVERAL = HEAD + """
consumes: [application/vnd.x+json, application/json]
produces: [application/vnd.x+json, application/json, application/xml]
paths:
  /{a}/things:
    post:
      operationId: add
      parameters:
        - {name: a, in: path, required: true, type: string}
        - {name: b, in: body, required: true, schema: {type: object, properties: {s: {type: object, properties: {x: {type: integer}}}}}}
      responses: {200: {description: ok, schema: {type: object, properties: {s: {type: object, properties: {x: {type: integer}}}}}}}
    put:
      operationId: fill
      consumes: [multipart/form-data, application/x-www-form-urlencoded]
      parameters:
        - {name: a, in: path, required: true, type: string}
        - {name: level, in: formData, type: string, enum: [low, high]}
      responses: {204: {description: ok}}
"""


def test_one_schema_for_several_media_types(
    package: Callable[..., Any], generated: Callable[..., Any], arrived: Arrived
) -> None:
    assert generated(SEVERAL).diagnostics == ()
    api = package(SEVERAL)
    client = api.Client(base_url="http://x", transport=httpx2.MockTransport(arrived))
    names = {name for name in dir(api.models) if name[0].isupper()}
    assert {"AddBody", "AddResponse", "FillBody"} <= names
    assert not [name for name in names if name[-1].isdigit()]
    for media_type in ("application/json", "application/vnd.x+json"):
        headers = {"content-type": media_type}
        arrived.response = httpx2.Response(200, json={"s": {"x": 1}}, headers=headers)
        response = client.things.add("p", api.models.AddBody(), content_type=media_type)
        assert (arrived.kind, type(response).__name__) == (media_type, "AddResponse")
        assert response.s.x == 1


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        ("host: http://api.example.com:8080/base/\nbasePath: /v1/", "http://api.example.com:8080/base/v1/a"),
        ("host: https://api.example.com\nschemes: [http]", "http://api.example.com/a"),
        ("host: //localhost:1\nbasePath: v1", "http://localhost:1/v1/a"),
        ("host: api.example.com\nbasePath: /\nschemes: [wss]", "https://api.example.com/a"),
    ],
)  # fmt: skip
def test_hosts(package: Callable[..., Any], arrived: Arrived, lines: str, url: str) -> None:
    paths = "paths: {/a: {get: {operationId: load, responses: {204: {description: ok}}}}}\n"
    package(f"{HEAD}{lines}\n{paths}").Client(transport=httpx2.MockTransport(arrived)).a.load()
    assert str(arrived.request.url) == url


LISTS = HEAD + """
paths:
  /a:
    get:
      operationId: load
      responses:
        200:
          description: ok
          headers:
            X-Csv: {type: array, items: {type: string}}
            X-Ssv: {type: array, items: {type: integer}, collectionFormat: ssv}
            X-Tsv: {type: array, items: {type: string}, collectionFormat: tsv}
            X-Pipes: {type: array, items: {type: string}, collectionFormat: pipes}
"""


def test_lists_in_headers_of_responses(
    client: Callable[..., Any], generated: Callable[..., Any], arrived: Arrived
) -> None:
    headers = {"X-Csv": "a, b", "X-Ssv": "1 2", "X-Tsv": "a b\tc", "X-Pipes": "a,b|c"}
    arrived.response = httpx2.Response(200, headers=headers)
    response = client(LISTS, arrived).a.load.raw()
    assert response.header("X-Csv", list[str]) == ["a", "b"]
    assert response.header("X-Ssv", list[int], " ") == [1, 2]
    assert response.header("X-Tsv", list[str], separator="\t") == ["a b", "c"]
    assert response.header("X-Pipes", list[str], separator="|") == ["a,b", "c"]
    text = generated(LISTS).files["api/a.py"]
    assert "Header X-Csv (list[str])" in text
    for separator in ('" "', '"\\\\t"', '"|"'):
        assert f", separator={separator})" in text
