"""Header parameters that webhooks and callbacks declare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from restamp.pipeline import Result

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
webhooks:
  petBorn:
    parameters:
      - {name: X-Attempt, in: header, schema: {type: string}}
      - {name: X-Sent-At, in: header, schema: {type: string, format: date-time}}
    post:
      parameters:
        - {name: x-attempt, in: header, required: true, schema: {type: integer}}
        - $ref: '#/components/parameters/Tags'
        - {name: X-Kind, in: header, schema: {type: string, enum: [cat, dog]}}
        - {name: X-Flags, in: header, explode: true, schema: {type: object, properties: {dry: {type: boolean}}}}
        - {name: X-Place, in: header, schema: {type: object, properties: {row: {type: integer}}}}
        - {name: X-Meta, in: header, content: {application/json: {schema: {type: object, properties: {a: {type: integer}}}}}}
        - {name: sort, in: query, schema: {type: string, enum: [up, down]}}
      requestBody: {content: {application/json: {schema: {type: string}}}}
      responses: {"204": {description: ok}}
  petBornHeaders:
    post:
      parameters: [{name: X-Id, in: header, schema: {type: string}}]
      responses: {"204": {description: ok}}
  plain:
    post:
      parameters: [{name: id, in: query, schema: {type: string}}]
      responses: {"204": {description: ok}}
paths:
  /subscribe:
    post:
      operationId: subscribe
      responses: {"204": {description: ok}}
      callbacks:
        onEvent:
          "{$request.body#/url}":
            post:
              parameters: [{name: X-Sequence, in: header, required: true, schema: {type: integer}}]
              responses: {"204": {description: ok}}
components:
  parameters:
    Tags: {name: X-Tags, in: header, schema: {type: array, items: {type: integer}}}
"""


def test_headers_have_their_types(package: Callable[..., Any]) -> None:
    module = package(DOCUMENT)
    webhooks, models = module.webhooks, module.models
    headers = webhooks.headers_of_pet_born(
        {
            "X-ATTEMPT": "3",
            "x-sent-at": "2026-01-02T03:04:05Z",
            "X-Tags": "1, 2,3",
            "x-kind": "cat",
            "x-flags": "dry=true",
            "x-place": "row,7",
            "x-meta": '{"a": 1}',
            "Authorization": "secret",
        }
    )
    assert isinstance(headers, models.PetBornHeaders)
    assert headers.x_attempt == 3 and headers.x_tags == [1, 2, 3] and headers.x_kind == "cat"
    assert headers.x_sent_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert headers.x_flags.dry is True and headers.x_place.row == 7 and headers.x_meta.a == 1
    assert not headers.model_extra
    assert webhooks.headers_of_on_event([("X-Sequence", "9")]).x_sequence == 9


def test_what_is_not_sent_is_none(package: Callable[..., Any]) -> None:
    webhooks = package(DOCUMENT).webhooks
    headers = webhooks.headers_of_pet_born({"X-Attempt": "1"})
    assert (headers.x_attempt, headers.x_tags, headers.x_kind) == (1, None, None)
    repeated = [("X-Attempt", "1"), ("x-tags", "4"), ("X-Tags", "5")]
    assert webhooks.headers_of_pet_born(repeated).x_tags == [4, 5]
    assert webhooks.headers_of_pet_born_headers({}).x_id is None


def test_what_does_not_fit(package: Callable[..., Any]) -> None:
    module = package(DOCUMENT)
    parse = module.webhooks.headers_of_pet_born
    assert parse({"X-Attempt": "many"}).x_attempt == "many"
    for headers in ({}, {"X-Attempt": "many"}):
        with pytest.raises(module.DecodeError, match="x-attempt"):
            parse(headers, "strict")


def test_without_declared_headers_there_is_no_function(generated: Callable[..., Result]) -> None:
    result = generated(DOCUMENT)
    assert "headers_of_plain" not in result.files["webhooks.py"]
    assert "Sort" not in "".join(result.files.values())
    readme = result.files["README.md"]
    assert "webhooks.headers_of_on_event(request.headers)" in readme
