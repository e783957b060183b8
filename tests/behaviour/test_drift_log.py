"""What the log of a generated package says about responses that differ from the document."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from ..drifting import lines_of, logging_package, mutated, read_log

DOCUMENT = """
openapi: 3.1.0
info: {title: Pets, version: "7"}
components:
  schemas:
    Size: {type: string, enum: [small, large]}
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string}
        size: {$ref: '#/components/schemas/Size'}
        level: {type: integer, enum: [1, 2]}
        kind: {type: string, const: pet}
        born: {type: string, format: date-time}
        counts: {type: object, additionalProperties: {type: integer}}
        parts:
          type: array
          items: {type: object, properties: {weight: {type: number}, size: {$ref: '#/components/schemas/Size'}}}
        owner: {oneOf: [{$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Firm'}]}
    Person: {type: object, required: [first], properties: {first: {type: string}, mood: {type: string, enum: [good, fine]}}}
    Firm: {type: object, required: [firm], properties: {firm: {type: string}, mood: {type: string, enum: [bad, worse]}}}
    Problem: {type: object, required: [code], properties: {code: {type: integer}}}
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: A pet.
          headers:
            X-Left: {schema: {type: integer}, required: true}
            X-Part: {schema: {type: number}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
        4XX:
          description: No.
          content: {application/problem+json: {schema: {$ref: '#/components/schemas/Problem'}}}
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      x-restamp-pagination: {style: offset, items: items, offset: offset}
      parameters: [{name: offset, in: query, schema: {type: integer}}]
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema: {type: object, properties: {items: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    post:
      operationId: addPet
      tags: [pets]
      responses: {"200": {description: Done.}}
  /news:
    get:
      operationId: watch
      tags: [pets]
      responses:
        "200":
          description: News.
          content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Pet'}}}
"""

PET = {"id": 1, "name": "Rex", "size": "small", "level": 1, "born": "2024-01-31T12:30:00Z"}
LEFT = {"X-Left": "5"}
SCHEMA = "#/paths/~1pets~1{petId}/get/responses/200/content/application~1json/schema"
Row = tuple[str, str, dict[str, int], list[object], int]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with logging_package(tmp_path_factory.mktemp("pets"), DOCUMENT) as package:
        yield package


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    return tmp_path / "drift.jsonl"


def pet(**changes: Any) -> Callable[[httpx2.Request], httpx2.Response]:
    """A server with one pet."""
    return lambda _: httpx2.Response(200, json={**PET, **changes}, headers=LEFT)


def rows(lines: list[dict[str, Any]]) -> list[Row]:
    return [
        (x["place"], x["kind"], x["observed"]["types"], x["observed"]["values"], x["count"])
        for x in lines
    ]


def get(client: Any) -> object:
    return client.pets.get("1")


def test_what_matches_is_not_logged(package: Any, log_file: Path) -> None:
    assert lines_of(log_file, package, pet(), get) == []
    assert not log_file.exists()


def test_a_line_has_what_the_contract_says(package: Any, log_file: Path) -> None:
    [line] = lines_of(log_file, package, pet(born="2024-01-31"), get)
    first, last, package = line.pop("first"), line.pop("last"), line.pop("package")
    assert first == last and len(first) == 20 and first[-1] == "Z"
    assert package.startswith("package_")
    assert line == {
        "operation": "GET /pets/{petId}",
        "at": SCHEMA,
        "place": "/born",
        "kind": "type",
        "observed": {"types": {"string": 1}, "formats": {"date": 1}, "values": []},
        "status": 200,
        "media_type": "application/json",
        "count": 1,
        "version": "7",
    }


@pytest.mark.parametrize("validation", ["tolerant", "strict"])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": None}, [("/id", "null", {"null": 1}, [], 1)]),
        ({"id": 1.5}, [("/id", "type", {"number": 1}, [], 1)]),
        ({"name": ["x"]}, [("/name", "type", {"array": 1}, [], 1)]),
        ({"size": "huge"}, [("/size", "enum", {"string": 1}, ["huge"], 1)]),
        ({"level": 3}, [("/level", "enum", {"integer": 1}, [3], 1)]),
        ({"kind": "cat"}, [("/kind", "enum", {"string": 1}, ["cat"], 1)]),
        ({"kind": "pet"}, []),
        ({"level": "1"}, [("/level", "type", {"string": 1}, [], 1)]),
        ({"size": "x" * 101}, [("/size", "enum", {"string": 1}, [], 1)]),
        ({"parts": [{"size": "a"}, {"size": "b"}, {"size": "a"}]},
         [("/parts/*/size", "enum", {"string": 3}, ["a", "b"], 3)]),
        ({"parts": {"weight": 1}}, [("/parts", "type", {"object": 1}, [], 1)]),
        ({"parts": [{"weight": "1"}, {"weight": True}]},
         [("/parts/*/weight", "type", {"string": 1, "boolean": 1}, [], 2)]),
        ({"counts": {"secret key": "x", "b": 1}}, [("/counts/*", "type", {"string": 1}, [], 1)]),
        ({"owner": {"first": "Ann", "mood": "odd"}},
         [("/owner/mood", "enum", {"string": 1}, ["odd"], 1)]),
        ({"owner": {"firm": 5, "mood": "bad"}}, [("/owner/firm", "type", {"integer": 1}, [], 1)]),
        ({"id": "1", "size": "huge"},
         [("/id", "type", {"string": 1}, [], 1), ("/size", "enum", {"string": 1}, ["huge"], 1)]),
    ],
)  # fmt: skip
def test_places_in_a_body(
    changes: dict[str, Any], expected: list[Row], validation: str, package: Any, log_file: Path
) -> None:
    lines = lines_of(log_file, package, pet(**changes), get, validation=validation)
    assert rows(lines) == expected
    assert {line["at"] for line in lines} <= {SCHEMA}


def test_a_missing_field(package: Any, log_file: Path) -> None:
    respond = mutated(pet(), lambda data: {k: v for k, v in data.items() if k != "name"})
    assert rows(lines_of(log_file, package, respond, get)) == [("/name", "missing", {}, [], 1)]


@pytest.mark.parametrize(
    ("response", "place", "kind", "types"),
    [
        (httpx2.Response(201, json=PET), "", "status", {}),
        (httpx2.Response(500, json=PET), "", "status", {}),
        (httpx2.Response(200, content=b"<p>", headers=LEFT | {"content-type": "text/html"}), "/200/content", "media_type", {}),
        (httpx2.Response(200, content=b"{", headers=LEFT | {"content-type": "application/json"}), "/200/content/application~1json/schema", "body", {}),
        (httpx2.Response(200, content=b"", headers=LEFT), "/200/content/application~1json/schema", "body", {}),
        (httpx2.Response(200, json=PET), "/200/headers/X-Left", "header", {}),
        (httpx2.Response(200, json=PET, headers={"X-Left": "many"}), "/200/headers/X-Left", "header", {"string": 1}),
        (httpx2.Response(200, json=PET, headers={"X-Left": "1.5"}), "/200/headers/X-Left", "header", {"number": 1}),
        (httpx2.Response(200, json=PET, headers=LEFT | {"X-Part": "true"}), "/200/headers/X-Part", "header", {"boolean": 1}),
        (httpx2.Response(404, content=b'{"code": "1"}', headers={"content-type": "application/problem+json"}), "/4XX/content/application~1problem+json/schema", "type", {"string": 1}),
        (httpx2.Response(404, json={"code": 1}), "/4XX/content", "media_type", {}),
    ],
)  # fmt: skip
def test_responses_as_a_whole(
    response: httpx2.Response,
    place: str,
    kind: str,
    types: dict[str, int],
    package: Any,
    log_file: Path,
) -> None:
    [line] = lines_of(log_file, package, lambda _: response, get)
    assert line["at"] == f"#/paths/~1pets~1{{petId}}/get/responses{place}"
    assert (line["kind"], line["observed"]["types"]) == (kind, types)
    assert line["status"] == response.status_code


def test_a_body_that_is_not_described(package: Any, log_file: Path) -> None:
    response = httpx2.Response(200, json={"id": 1})
    [line] = lines_of(log_file, package, lambda _: response, lambda client: client.pets.add())
    assert line["at"] == "#/paths/~1pets/post/responses/200"
    assert (line["kind"], line["observed"]["types"]) == ("body", {"object": 1})


def test_pages_and_streams(package: Any, log_file: Path) -> None:
    def respond(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/news":
            items = [PET, {**PET, "size": "huge"}, {**PET, "id": None}]
            text = "".join(f"{json.dumps(item)}\n" for item in items)
            return httpx2.Response(200, content=text, headers={"content-type": "application/jsonl"})
        is_first = request.url.params.get("offset", "0") == "0"
        return httpx2.Response(200, json={"items": [{**PET, "id": "1"}] * 2 if is_first else []})

    def work(client: Any) -> None:
        assert len([*client.pets.list.items()]) == 2
        with client.pets.watch() as items:
            assert len([*items]) == 3

    lines = lines_of(log_file, package, respond, work)
    assert [(line["operation"], line["place"], line["kind"], line["count"]) for line in lines] == [
        ("GET /pets", "/items/*/id", "type", 2),
        ("GET /news", "/size", "enum", 1),
        ("GET /news", "/id", "null", 1),
    ]


def test_no_value_of_a_response_is_logged(package: Any, log_file: Path) -> None:
    secret = "s3cr3t"
    respond = pet(
        name={secret: secret},
        counts={secret: secret, f"{secret}/2": [secret]},
        parts=[secret, {"weight": secret}],
        owner={"firm": [secret], secret: secret},
        born=secret,
    )
    lines_of(log_file, package, respond, get)
    assert secret not in log_file.read_text()


def test_an_asynchronous_client_and_counts(package: Any, log_file: Path) -> None:
    log = package.drift_log.DriftLog(log_file)

    async def main() -> None:
        transport = httpx2.MockTransport(pet(id=None, size="huge"))
        hooks = package.Hooks(on_drift=log)
        url = "https://api.example.com"
        async with package.AsyncClient(base_url=url, transport=transport, hooks=hooks) as client:
            await asyncio.gather(*(client.pets.get("1") for _ in range(20)))

    asyncio.run(main())
    log.close()
    assert [(x["place"], x["count"]) for x in read_log(log_file)] == [
        ("/id", 20),
        ("/size", 20),
    ]


def test_a_function_may_call_the_log(package: Any, log_file: Path) -> None:
    """Then each place is logged once, as the function is called."""
    log, seen = package.drift_log.DriftLog(log_file), list[Any]()

    def on_drift(drift: Any) -> None:
        seen.append(drift)
        log(drift)

    transport, hooks = httpx2.MockTransport(pet(id=None)), package.Hooks(on_drift=on_drift)
    client = package.Client(base_url="https://api.example.com", transport=transport, hooks=hooks)
    for _ in range(3):
        client.pets.get("1")
    assert len(seen) == 1
    assert [(x["at"], x["place"], x["count"]) for x in read_log(log_file)] == [(SCHEMA, "/id", 1)]


def test_without_the_key_a_package_has_no_log(tmp_path: Path) -> None:
    from restamp.pipeline import generate

    from ..packages import client_of

    (tmp_path / "spec.yaml").write_text(DOCUMENT)
    files = generate(client_of(tmp_path)).files
    assert not [path for path in files if "drift_" in path or path == "_responses.json"]
