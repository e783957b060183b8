"""Parts of Swagger 2.0, each beside the same in OpenAPI 3.0: both generate the same client."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from restamp.emit.format import Formatted
from restamp.pipeline import generate

from ..packages import client_of

SWAGGER = """
swagger: "2.0"
info: {title: T, version: "1"}
host: api.example.com
schemes: [https]
paths:
  /a/{id}:
    parameters: [{name: id, in: path, required: true, type: string}]
    post:
      operationId: send
      parameters: []
      responses: {200: {description: ok, schema: {$ref: "#/definitions/A"}}}
definitions:
  A: {type: object, properties: {x: {type: string}}}
"""
OPENAPI = """
openapi: 3.0.3
info: {title: T, version: "1"}
servers: [{url: https://api.example.com}]
paths:
  /a/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post:
      operationId: send
      parameters: []
      responses: {200: {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}
components:
  schemas:
    A: {type: object, properties: {x: {type: string}}}
"""
OPERATION = ("paths", "/a/{id}", "post")
PARAMETERS = (*OPERATION, "parameters", 0)
OLD_SECURITY, NEW_SECURITY = ("securityDefinitions",), ("components", "securitySchemes")
OLD_A, NEW_A = ("definitions", "A"), ("components", "schemas", "A")
RESPONSE = (*OPERATION, "responses", "200")
Edits = dict[tuple[str | int, ...], str]
"""YAML by the place where it is put; an index at the end of a list adds an item."""


def flow(old: str, new: str) -> tuple[Edits, Edits]:
    security = "[{auth: [r]}]"
    return (
        {
            OLD_SECURITY: f"{{auth: {{type: oauth2, {old}, scopes: {{r: Read}}}}}}",
            ("security",): security,
        },
        {
            NEW_SECURITY: f"{{auth: {{type: oauth2, flows: {{{new[:-1]}, scopes: {{r: Read}}}}}}}}}}",
            ("security",): security,
        },
    )


URLS = 'authorizationUrl: "https://a.example/auth"', 'tokenUrl: "https://a.example/token"'
PAIRS: dict[str, tuple[Edits, Edits]] = {
    "basic": (
        {OLD_SECURITY: "{auth: {type: basic}}", ("security",): "[{auth: []}]"},
        {NEW_SECURITY: "{auth: {type: http, scheme: basic}}", ("security",): "[{auth: []}]"},
    ),
    "api keys": (
        {OLD_SECURITY: "{q: {type: apiKey, in: query, name: k}, h: {type: apiKey, in: header, name: K}}", ("security",): "[{q: []}, {h: []}]"},
        {NEW_SECURITY: "{q: {type: apiKey, in: query, name: k}, h: {type: apiKey, in: header, name: K}}", ("security",): "[{q: []}, {h: []}]"},
    ),
    "implicit": flow(f"flow: implicit, {URLS[0]}", f"implicit: {{{URLS[0]}}}"),
    "password": flow(f"flow: password, {URLS[1]}", f"password: {{{URLS[1]}}}"),
    "application": flow(f"flow: application, {URLS[1]}", f"clientCredentials: {{{URLS[1]}}}"),
    "access code": flow(f"flow: accessCode, {URLS[0]}, {URLS[1]}", f"authorizationCode: {{{URLS[0]}, {URLS[1]}}}"),
    "no host": ({("host",): "null", ("basePath",): "/v1"}, {("servers",): "[{url: /v1}]"}),
    "no server": ({("host",): "null", ("schemes",): "null"}, {("servers",): "[{url: /}]"}),
    "several schemes": ({("schemes",): "[http, https]"}, {("servers",): "[{url: 'https://api.example.com'}, {url: 'http://api.example.com'}]"}),
    "no schemes": ({("schemes",): "null"}, {}),
    "local": ({("schemes",): "null", ("host",): "localhost:8080"}, {("servers",): "[{url: 'http://localhost:8080'}]"}),
    "schemes of an operation": (
        {(*OPERATION, "schemes"): "[http]"},
        {(*OPERATION, "servers"): "[{url: 'http://api.example.com'}]"},
    ),
    "numbers": (
        {PARAMETERS: "{name: n, in: query, type: integer, format: int64, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false, default: 2}"},
        {PARAMETERS: "{name: n, in: query, schema: {type: integer, format: int64, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false, default: 2}}"},
    ),
    "dates": (
        {PARAMETERS: "{name: d, in: query, type: string, format: date-time, description: When., required: true}"},
        {PARAMETERS: "{name: d, in: query, schema: {type: string, format: date-time}, description: When., required: true}"},
    ),
    "null": (
        {(*OLD_A, "properties", "x", "x-nullable"): "true", PARAMETERS: "{name: n, in: query, type: integer, x-nullable: true}"},
        {(*NEW_A, "properties", "x", "nullable"): "true", PARAMETERS: "{name: n, in: query, schema: {type: integer, nullable: true}}"},
    ),
    "null of harbor": (
        {(*OLD_A, "properties", "x", "x-isnullable"): "true"},
        {(*NEW_A, "properties", "x", "nullable"): "true"},
    ),
    "null of a reference": (
        {(*OLD_A, "properties", "y"): '{$ref: "#/definitions/A", x-nullable: true}'},
        {(*NEW_A, "properties", "y"): '{$ref: "#/components/schemas/A", nullable: true}'},
    ),
    "names of an enum": (
        {PARAMETERS: "{name: s, in: query, type: integer, enum: [1, 2], x-enum-varnames: [ONE, TWO]}"},
        {PARAMETERS: "{name: s, in: query, schema: {type: integer, enum: [1, 2], x-enum-varnames: [ONE, TWO]}}"},
    ),
    "names of an argument": (
        {PARAMETERS: "{name: s, in: query, type: string, x-restamp-name: other}"},
        {PARAMETERS: "{name: s, in: query, schema: {type: string}, x-restamp-name: other}"},
    ),
    "text": (
        {(*OPERATION, "produces"): "[text/plain]", (*RESPONSE, "schema"): "{type: string}"},
        {(*RESPONSE, "content"): "{text/plain: {schema: {type: string}}}"},
    ),
    "file": (
        {(*RESPONSE, "schema"): "{type: file}"},
        {(*RESPONSE, "content"): "{application/octet-stream: {schema: {type: string, format: binary}}}"},
    ),
    "example": (
        {(*RESPONSE, "examples"): "{application/json: {x: e}}"},
        {(*RESPONSE, "content", "application/json", "example"): "{x: e}"},
    ),
    "headers": (
        {(*RESPONSE, "headers"): "{X-A: {type: integer, description: A.}, X-B: {type: array, items: {type: string}}}"},
        {(*RESPONSE, "headers"): "{X-A: {schema: {type: integer}, description: A.}, X-B: {schema: {type: array, items: {type: string}}}}"},
    ),
    "no content": ({RESPONSE: "{description: ok}"}, {RESPONSE: "{description: ok}"}),
    "optional body": (
        {PARAMETERS: '{name: b, in: body, description: It., schema: {$ref: "#/definitions/A"}}'},
        {(*OPERATION, "requestBody"): '{description: It., content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}'},
    ),
    "body of bytes": (
        {PARAMETERS: "{name: b, in: body, required: true, schema: {type: string, format: binary}}", (*OPERATION, "consumes"): "[application/x-tar]"},
        {(*OPERATION, "requestBody"): "{required: true, content: {application/x-tar: {schema: {type: string, format: binary}}}}"},
    ),
    "urlencoded": (
        {PARAMETERS: "{name: f, in: formData, required: true, type: array, items: {type: integer}, collectionFormat: pipes}"},
        {(*OPERATION, "requestBody"): "{required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required: [f], properties: {f: {type: array, items: {type: integer}}}}, encoding: {f: {style: pipeDelimited, explode: false}}}}}"},
    ),
    "deprecated": ({(*OPERATION, "deprecated"): "true"}, {(*OPERATION, "deprecated"): "true"}),
    "read only": (
        {(*OLD_A, "properties", "x", "readOnly"): "true", PARAMETERS: '{name: b, in: body, schema: {$ref: "#/definitions/A"}}'},
        {(*NEW_A, "properties", "x", "readOnly"): "true", (*OPERATION, "requestBody"): '{content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}'},
    ),
}  # fmt: skip


def edited(text: str, edits: Edits) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(json.dumps(yaml.safe_load(text)))
    for path, value in edits.items():
        place: Any = tree
        for key in path[:-1]:
            place = place[key]
        if isinstance(place, list):
            place.append(yaml.safe_load(value))
        else:
            place[path[-1]] = yaml.safe_load(value)
    return {key: value for key, value in deepcopy(tree).items() if value is not None}


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def plain(path: str, text: str, **options: bool) -> Formatted:
        return Formatted(text, 0)

    monkeypatch.setattr("restamp.emit.files.formatted", plain)
    packages: list[dict[str, str]] = []
    for text, edits in zip((SWAGGER, OPENAPI), PAIRS[name], strict=True):
        (tmp_path / "spec.json").write_text(json.dumps(edited(text, edits)))
        result = generate(client_of(tmp_path, spec="spec.json"))
        assert not result.failed, result.diagnostics
        packages.append({k: v for k, v in result.files.items() if k != "restamp.api.json"})
    assert packages[0] == packages[1]
