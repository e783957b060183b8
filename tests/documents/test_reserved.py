"""Parameters and tags that are called like something of Python's or the client's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

DOCUMENT = """
openapi: 3.1.0
info: {title: Self, version: "1"}
paths:
  /links/{cls}:
    get:
      operationId: getLinks
      tags: [links]
      parameters:
        - {name: cls, in: path, required: true, schema: {type: string}}
        - {name: self, in: query, required: true, schema: {type: string}}
      responses: {"200": {description: ok, content: {application/json: {schema: {}}}}}
  /jobs/{self}:
    get:
      operationId: getJob
      tags: [skips_delays_]
      parameters: [{name: self, in: path, required: true, schema: {type: string}}]
      x-restamp-waiter: {status: state, success: [done]}
      responses:
        "200":
          description: ok
          content:
            application/json: {schema: {type: object, properties: {state: {type: string}}}}
"""


def test_self(client: Callable[..., Any]) -> None:
    seen: list[str] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(str(request.url))
        return httpx2.Response(200, json={})

    api = client(DOCUMENT, respond)
    api.links.get("c", self="x")
    api.links.get.raw(cls="c", self="y")
    api.skips_delays.get_job(self="1")
    base = "https://api.example.com"
    assert seen == [f"{base}/links/c?self=x", f"{base}/links/c?self=y", f"{base}/jobs/1"]


def test_a_tag_changes_no_pause(
    package: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = package(DOCUMENT)
    states = iter(["running", "running", "done"])
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json={"state": next(states)}))
    api = module.Client(base_url="https://api.example.com", transport=transport)
    slept: list[float] = []
    monkeypatch.setattr(f"{module.__name__}._runtime.waiters.sleep", slept.append)
    assert api.skips_delays.get_job.wait("1").state == "done"
    assert len(slept) == 2 and min(slept) > 0
