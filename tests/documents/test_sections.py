"""Sections of a document that are a reference as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from restamp.api_diff.surface.file import FILE as SURFACE

from .conftest import codes

SPLIT = {
    "spec.yaml": """
openapi: 3.1.0
info: {$ref: parts/info.yaml}
servers: {$ref: parts/info.yaml#/x-servers}
tags: [{$ref: parts/tags.yaml#/0}]
security: [{Token: []}]
paths: {$ref: parts/paths.yaml}
components: {$ref: parts/components.yaml}
""",
    "parts/info.yaml": """
title: Split
version: "2"
x-servers: [{url: "https://split.example.com/v2"}]
""",
    "parts/tags.yaml": "[{name: a, description: All of a.}]",
    "parts/paths.yaml": """
/a:
  get:
    operationId: getA
    tags: [a]
    parameters: {$ref: "components.yaml#/x-lists/a"}
    responses: {$ref: "sections/responses.yaml#/ok"}
x-note: none
""",
    "parts/components.yaml": """
securitySchemes: {$ref: sections/schemes.yaml}
parameters: {$ref: sections/parameters.yaml}
schemas: {$ref: sections/schemas.yaml, Own: {type: object, properties: {own: {type: integer}}}}
x-lists: {a: [{$ref: "../spec.yaml#/components/parameters/Page"}]}
""",
    "parts/sections/schemes.yaml": "Token: {type: http, scheme: bearer}",
    "parts/sections/parameters.yaml": "Page: {name: page, in: query, schema: {type: integer}}",
    "parts/sections/responses.yaml": """
ok:
  "200":
    description: ok
    headers: {$ref: "#/headers"}
    content: {application/json: {schema: {$ref: schemas.yaml#/Item}}}
headers: {X-Rate: {schema: {type: integer}}}
""",
    "parts/sections/schemas.yaml": """
Item:
  type: object
  properties: {$ref: properties.yaml#/item}
""",
    "parts/sections/properties.yaml": """
item: {id: {type: string}, own: {$ref: "../../spec.yaml#/components/schemas/Own"}}
""",
}
WHOLE = """
openapi: 3.1.0
info: {title: Split, version: "2"}
servers: [{url: "https://split.example.com/v2"}]
tags: [{name: a, description: All of a.}]
security: [{Token: []}]
paths:
  /a:
    get:
      operationId: getA
      tags: [a]
      parameters: [{$ref: "#/components/parameters/Page"}]
      responses:
        "200":
          description: ok
          headers: {X-Rate: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}
components:
  securitySchemes: {Token: {type: http, scheme: bearer}}
  parameters: {Page: {name: page, in: query, schema: {type: integer}}}
  schemas:
    Own: {type: object, properties: {own: {type: integer}}}
    Item: {type: object, properties: {id: {type: string}, own: {$ref: "#/components/schemas/Own"}}}
"""


def test_a_split_document_is_the_whole_one(generated: Callable[..., Any]) -> None:
    split, whole = generated(SPLIT), generated(WHOLE)
    assert codes(split) == []
    for path, text in whole.files.items():
        # The surface says in which file everything stands.
        assert path == SURFACE or split.files[path] == text, path


CHAINED = {
    "spec.yaml": """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /dog:
    get:
      operationId: dog
      tags: [t]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}
  /cat:
    get:
      operationId: cat
      tags: [t]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: schemas/cat.yaml}}}}
components: {schemas: {$ref: schemas/all.yaml}}
""",
    "schemas/all.yaml": """
Cat: {$ref: moved.yaml}
Dog: {$ref: dog.yaml}
Hound: {$ref: '#/Dog'}
Whelp: {$ref: dog.yaml}
""",
    "schemas/moved.yaml": "{$ref: cat.yaml}",
    "schemas/cat.yaml": "{type: object, properties: {friend: {$ref: all.yaml#/Dog}}}",
    "schemas/dog.yaml": "{type: object, properties: {friend: {$ref: cat.yaml}, own: {$ref: dog.yaml}}}",
}
"""Components that are files, in a section that is one as well."""
FLAT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /dog:
    get:
      operationId: dog
      tags: [t]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}
  /cat:
    get:
      operationId: cat
      tags: [t]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}
components:
  schemas:
    Cat: {type: object, properties: {friend: {$ref: '#/components/schemas/Dog'}}}
    Dog:
      type: object
      properties: {friend: {$ref: '#/components/schemas/Cat'}, own: {$ref: '#/components/schemas/Dog'}}
    Hound: {$ref: '#/components/schemas/Dog'}
    Whelp: {$ref: '#/components/schemas/Dog'}
"""


def test_components_that_are_files_in_such_a_section(generated: Callable[..., Any]) -> None:
    chained, flat = generated(CHAINED), generated(FLAT)
    assert codes(chained) == codes(flat) == []
    for path, text in flat.files.items():
        assert path == SURFACE or chained.files.get(path) == text, path


def test_credentials_are_sent(client: Callable[..., Any]) -> None:
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json={"id": "1", "own": {"own": 3}})

    item = client(SPLIT, respond, token="secret").a.get(page=2)
    assert (item.id, item.own.own) == ("1", 3)
    assert seen[0].headers["authorization"] == "Bearer secret"
    assert str(seen[0].url.query) == "b'page=2'"


@pytest.mark.parametrize(
    "section",
    [
        "paths: {$ref: gone.yaml}",
        "paths: {}\ncomponents: {$ref: gone.yaml}",
        "paths: {}\ncomponents: {securitySchemes: {$ref: gone.yaml}}",
        "paths: {}\ncomponents: {schemas: {$ref: '#/x-gone'}}",
        "paths: {$ref: '#/paths'}",
    ],
)
def test_a_missing_section_is_an_error(generated: Callable[..., Any], section: str) -> None:
    result = generated(f'openapi: 3.1.0\ninfo: {{title: T, version: "1"}}\n{section}\n')
    assert result.failed
    (diagnostic,) = result.diagnostics
    assert (diagnostic.severity, diagnostic.code) == ("error", "ref-unresolved")
    assert diagnostic.at.endswith("/$ref")


def test_a_property_may_be_called_ref(package: Callable[..., Any]) -> None:
    schema = "{type: object, properties: {$ref: {type: string}, id: {type: integer}}}"
    text = f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths:
  /a:
    get:
      responses:
        "200": {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}
"""
    models = package(text).models
    (model,) = (getattr(models, name) for name in models.__all__ if name != "Model")
    assert {field.alias or name for name, field in model.model_fields.items()} == {"$ref", "id"}
