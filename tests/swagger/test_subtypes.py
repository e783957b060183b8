"""Schemas that inherit a discriminator and are extended themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

DOCUMENT = """
swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /salmon: {get: {operationId: salmon, responses: {200: {description: ok, schema: {$ref: "#/definitions/Salmon"}}}}}
  /fish: {get: {operationId: fish, responses: {200: {description: ok, schema: {$ref: "#/definitions/Fish"}}}}}
  /smart: {get: {operationId: smart, responses: {200: {description: ok, schema: {$ref: "#/definitions/Smart"}}}}}
  /tank: {put: {operationId: keep, parameters: [{name: b, in: body, schema: {$ref: "#/definitions/Tank"}}],
    responses: {204: {description: ok}}}}
definitions:
  Fish:
    {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}
  Salmon: {allOf: [{$ref: "#/definitions/Fish"}], properties: {wild: {type: boolean}}}
  Smart: {allOf: [{$ref: "#/definitions/Salmon"}], VALUE properties: {degree: {type: string}}}
  Shark: {allOf: [{$ref: "#/definitions/Fish"}], properties: {age: {type: integer}}}
  Tank: {type: object, properties: {salmon: {$ref: "#/definitions/Salmon"}}}
"""
PLAIN = DOCUMENT.replace("VALUE ", "")


def test_a_schema_between_base_and_leaf_is_any_of_its_subtypes(client: Callable[..., Any]) -> None:
    body = {"kind": "Smart", "wild": True, "degree": "PhD"}
    api = client(PLAIN, lambda _: httpx2.Response(200, json=body))
    for value in (api.salmon.salmon(), api.fish.fish(), api.smart.smart()):
        assert type(value).__name__ == "Smart"
        assert value.degree == "PhD"


def test_a_schema_between_base_and_leaf_is_itself(client: Callable[..., Any]) -> None:
    body = {"kind": "Salmon", "wild": True}
    api = client(PLAIN, lambda _: httpx2.Response(200, json=body))
    for value in (api.salmon.salmon(), api.fish.fish()):
        assert type(value).__name__ == "Salmon"
        assert value.wild is True


def test_a_leaf_is_not_a_union(client: Callable[..., Any]) -> None:
    api = client(PLAIN, lambda _: httpx2.Response(200, json={"kind": "Shark", "age": 3}))
    assert type(api.fish.fish()).__name__ == "Shark"


def test_the_value_of_a_subtype_is_its_own(client: Callable[..., Any]) -> None:
    document = DOCUMENT.replace("VALUE", "x-ms-discriminator-value: clever,")
    body = {"kind": "clever", "degree": "PhD"}
    api = client(document, lambda _: httpx2.Response(200, json=body))
    assert type(api.salmon.salmon()).__name__ == "Smart"
    assert type(api.fish.fish()).__name__ == "Smart"


def test_a_subtype_is_sent_in_its_place(client: Callable[..., Any]) -> None:
    sent: list[bytes] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.read())
        return httpx2.Response(204)

    api = client(PLAIN, handler)
    api.tank.keep({"salmon": {"kind": "Smart", "degree": "PhD"}})
    assert sent == [b'{"salmon":{"kind":"Smart","degree":"PhD"}}']


FILES = {
    "spec.yaml": """
swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /pet: {get: {operationId: pet, responses: {200: {description: ok, schema: {$ref: "models/pets.yaml#/definitions/Pet"}}}}}
  /bird: {get: {operationId: bird, responses: {200: {description: ok, schema: {$ref: "#/definitions/Bird"}}}}}
definitions:
  Bird: {allOf: [{$ref: "models/pets.yaml#/definitions/Pet"}], x-ms-discriminator-value: vogel, properties: {wing: {type: integer}}}
""",
    "models/pets.yaml": """
definitions:
  Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}
  Cat: {allOf: [{$ref: "#/definitions/Pet"}], properties: {purrs: {type: boolean}}}
  Lion: {allOf: [{$ref: "#/definitions/Cat"}]}
  Dog: {allOf: [{$ref: "pets.yaml#/definitions/Pet"}], x-ms-discriminator-value: hund, properties: {barks: {type: boolean}}}
  Stone: {type: object, properties: {weight: {type: integer}}}
""",
}


@pytest.mark.parametrize(
    ("kind", "more", "name"),
    [
        ("Cat", {"purrs": True}, "Cat"),
        ("Lion", {"purrs": False}, "Lion"),
        ("hund", {"barks": True}, "Dog"),
        ("vogel", {"wing": 2}, "Bird"),
        ("Fish", {}, "Pet"),
    ],
)
def test_subtypes_in_the_file_of_their_base(
    package: Callable[..., Any], kind: str, more: dict[str, Any], name: str
) -> None:
    module = package(FILES)
    handler = httpx2.MockTransport(lambda _: httpx2.Response(200, json={"kind": kind, **more}))
    pet = module.Client(base_url="http://x", transport=handler).pet.pet()
    assert type(pet).__name__ == name
    assert pet.model_dump(exclude={"kind"}).items() >= more.items()
    assert not hasattr(module.models, "Stone")


def test_so_in_openapi_3(client: Callable[..., Any]) -> None:
    files = {
        "spec.yaml": """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /pet: {get: {operationId: pet, responses: {200: {description: ok, content: {application/json: {schema: {$ref: "pets.yaml#/components/schemas/Pet"}}}}}}}
""",
        "pets.yaml": """
components:
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind}, required: [kind], properties: {kind: {type: string}}}
    Cat: {allOf: [{$ref: "#/components/schemas/Pet"}], properties: {purrs: {type: boolean}}}
""",
    }
    api = client(files, lambda _: httpx2.Response(200, json={"kind": "Cat", "purrs": True}))
    assert api.pet.pet().purrs is True
