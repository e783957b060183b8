"""`required` beside `oneOf` or `anyOf`: what the document demands of every member."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import codes

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /pay:
    post:
      operationId: pay
      tags: [t]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pay'}}}}
      responses: {'204': {description: ok}}
  /same:
    post:
      operationId: same
      tags: [t]
      requestBody:
        content:
          application/json:
            schema: {required: [token], anyOf: [{$ref: '#/components/schemas/Token'}, {type: string}]}
      responses: {'204': {description: ok}}
  /tree:
    post:
      operationId: tree
      tags: [t]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
      responses: {'204': {description: ok}}
  /tagged:
    post:
      operationId: tagged
      tags: [t]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [kind, id]
              oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
              discriminator:
                propertyName: kind
                mapping: {c: '#/components/schemas/Cat', d: '#/components/schemas/Dog'}
      responses: {'204': {description: ok}}
  /tag:
    post:
      operationId: tag
      tags: [t]
      requestBody:
        content:
          application/json:
            schema:
              required: [kind]
              oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
              discriminator: {propertyName: kind}
      responses: {'204': {description: ok}}
components:
  schemas:
    Pay:
      type: object
      required: [amount]
      oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bank'}]
    Card: {type: object, properties: {amount: {type: integer}, card: {type: string}}}
    Bank: {type: object, required: [amount], properties: {amount: {type: integer}, iban: {type: string}}}
    Token: {type: object, required: [token], properties: {token: {type: string}}}
    Tree:
      type: object
      properties:
        name: {type: string}
        up:
          required: [name]
          oneOf: [{$ref: '#/components/schemas/Tree'}, {$ref: '#/components/schemas/Card'}]
    Cat: {type: object, properties: {kind: {type: string}, id: {type: string}, purrs: {type: boolean}}}
    Dog: {type: object, properties: {kind: {type: string}, id: {type: string}, barks: {type: boolean}}}
"""


def test_it_is_required_of_the_variants_only(generated: Callable[..., Any]) -> None:
    result = generated(DOCUMENT)
    models = {name[7:-3]: text for name, text in result.files.items() if name[:7] == "models/"}
    calls = " ".join(result.files["api/t.py"].split())
    assert "PayCard | Bank | UnknownVariant" in models["pay"]
    assert "class PayCard(Model):\n    amount: int\n" in models["pay"]
    assert "amount: Required[int]" in models["pay"]
    assert "amount: int | None = None" in models["card"]
    # With a discriminator, inline.
    assert models["tagged"].count("    id: str\n") == 2
    assert 'kind: Literal["d"] = "d"' in models["tagged"]
    # What every member requires already, or what is only the tag, makes no variants.
    assert "def same( body: models.Token | models.TokenDict | str | None" in calls
    tag = calls[calls.index("def tag(") : calls.index("def tagged(")]
    assert "models.Cat" in tag and "Body" not in tag
    # A member that leads back here cannot be a variant.
    assert codes(result) == [
        "note[required-beside-union] #/components/schemas/Tree/properties/up/required"
    ]
