"""A datetime without a time zone is refused wherever a value may be anything, as it is elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /k:
    post:
      operationId: k
      tags: [t]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: ok}}
    put:
      operationId: form
      tags: [t]
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: '#/components/schemas/Thing'}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Thing:
      type: object
      properties:
        any: {}
        items: {type: array, items: {}}
        map: {type: object}
        inner: {$ref: '#/components/schemas/Thing'}
"""
NAIVE = datetime(2026, 7, 1, 12)
PLACES: dict[str, Callable[[Any, datetime], Any]] = {
    "any": lambda thing, value: thing(any=value),
    "any.a.0": lambda thing, value: thing(any={"a": [value]}),
    "items.1": lambda thing, value: thing(items=[1, value]),
    "map.k": lambda thing, value: thing(map={"k": value}),
    "extra": lambda thing, value: thing.model_validate({"extra": value}),
    "inner.extra.0": lambda thing, value: thing(inner=thing.model_validate({"extra": [value]})),
    "inner.any": lambda thing, value: {"inner": thing(any=value)},
}


def test_of_models(client: Callable[..., Any]) -> None:
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    api = client(DOCUMENT, respond)
    thing = type(api).__module__.partition(".")[0]
    thing = __import__(thing).models.Thing
    for place, create in PLACES.items():
        with pytest.raises(ValueError, match=rf"^{place}: .*without a time zone"):
            api.t.k(create(thing, NAIVE))
        with pytest.raises(ValueError, match="without a time zone"):
            api.t.form(create(thing, NAIVE))
    assert not seen
    for create in PLACES.values():
        api.t.k(create(thing, NAIVE.replace(tzinfo=UTC)))
        assert b'"2026-07-01T12:00:00Z"' in seen[-1].content
