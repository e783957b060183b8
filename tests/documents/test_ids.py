"""References within and to schemas that have an `$id` of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get:
      operationId: a
      tags: [t]
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "https://a.test/schemas/other"}}}
components:
  schemas:
    Other:
      $id: https://a.test/schemas/other
      type: object
      properties:
        pointed: {$ref: "#/$defs/Q"}
        named: {$ref: "#q"}
        whole: {$ref: "#"}
        beside: {$ref: third}
        beyond: {$ref: "third#/$defs/Q"}
        shared: {$ref: "#/components/schemas/Shared"}
      $defs:
        Q: {$anchor: q, type: object, properties: {mine: {type: string}}}
    Third:
      $id: https://a.test/schemas/third
      type: object
      properties: {pointed: {$ref: "#/$defs/Q"}, named: {$ref: "#q"}}
      $defs:
        Q: {$anchor: q, type: object, properties: {theirs: {type: string}}}
    Shared: {type: object, properties: {named: {$ref: "#q"}, x: {type: string}}}
    Q: {$anchor: q, type: object, properties: {ours: {type: string}}}
"""
VALUE = {
    "pointed": {"mine": "1"},
    "named": {"mine": "2"},
    "whole": {"pointed": {"mine": "3"}},
    "beside": {"pointed": {"theirs": "4"}, "named": {"theirs": "5"}},
    "beyond": {"theirs": "6"},
    "shared": {"x": "7", "named": {"ours": "8"}},
}


def test_fragments_are_of_their_own_schema(
    package: Callable[..., Any], generated: Callable[..., Any]
) -> None:
    models = package(DOCUMENT).models
    value = models.Other.model_validate(VALUE)
    assert value.pointed.mine == "1" and value.named.mine == "2"
    assert value.whole.pointed.mine == "3" and isinstance(value.whole, models.Other)
    assert value.beside.pointed.theirs == "4" and value.beside.named.theirs == "5"
    assert value.beyond.theirs == "6"
    assert value.shared.x == "7" and value.shared.named.ours == "8"


def test_a_file_with_an_id(package: Callable[..., Any]) -> None:
    main = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get:
      operationId: a
      tags: [t]
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "schemas/pet.json"}}}
"""
    pet = """
{"$id": "https://example.com/schemas/pet.json", "title": "Pet", "type": "object",
 "properties": {"tag": {"$ref": "#/$defs/Tag"}, "owner": {"$ref": "owner.json#/definitions/O"}},
 "$defs": {"Tag": {"type": "object", "properties": {"t": {"type": "string"}}}}}
"""
    owner = '{"definitions": {"O": {"type": "object", "properties": {"o": {"type": "string"}}}}}'
    files = {"spec.yaml": main, "schemas/pet.json": pet, "schemas/owner.json": owner}
    models = package(files).models
    value = models.Pet.model_validate({"tag": {"t": "1"}, "owner": {"o": "2"}})
    assert (value.tag.t, value.owner.o) == ("1", "2")
