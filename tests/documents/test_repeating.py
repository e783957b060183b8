"""What a document says of repeating requests: `x-restamp-idempotent` both ways, and the key."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import httpx2
import pytest

DOCUMENT = """
openapi: 3.1.0
info: {{title: T, version: "1"}}
servers: [{{url: "https://api.example.com"}}]
paths:
  /x:
    {method}:
      operationId: run
      tags: [jobs]
      {extension}
      responses: {{"200": {{description: Done, content: {{application/json: {{schema: {{type: string}}}}}}}}}}
"""
NEVER = "x-restamp-idempotent: false"
ALWAYS = "x-restamp-idempotent: true"
KEY = "x-restamp-idempotency-key: X-Once"


@pytest.mark.parametrize(
    ("method", "extension", "attempts"),
    [
        ("get", "", 2),
        ("get", NEVER, 1),
        ("put", NEVER, 1),
        ("delete", NEVER, 1),
        ("post", "", 1),
        ("post", NEVER, 1),
        ("post", ALWAYS, 2),
        ("patch", ALWAYS, 2),
        ("post", KEY, 2),
        ("get", ALWAYS, 2),
    ],
)
def test_a_failed_request_is_repeated_where_the_document_lets_it(
    method: str, extension: str, attempts: int, client: Callable[..., Any]
) -> None:
    seen: list[httpx2.Request] = []

    def fails_once(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(503 if len(seen) == 1 else 200, json="done", headers=NOW)

    with client(DOCUMENT.format(method=method, extension=extension), fails_once) as api:
        if attempts == 1:
            with pytest.raises(Exception, match="503"):
                api.jobs.run()
        else:
            assert api.jobs.run() == "done"
    assert len(seen) == attempts
    if extension == KEY:
        keys = {request.headers["x-once"] for request in seen}
        assert len(keys) == 1 and keys != {""}


NOW = {"retry-after": "0"}


@pytest.mark.parametrize("extension", [NEVER, ALWAYS])
def test_it_is_in_the_request(extension: str, package: Callable[..., Any]) -> None:
    name = package(DOCUMENT.format(method="post", extension=extension)).__name__
    assert import_module(f"{name}.api.jobs").run().idempotent is (extension == ALWAYS)


@pytest.mark.parametrize(("extension", "attempts"), [(NEVER, 1), (ALWAYS, 2), (KEY, 2)])
def test_a_fake_sees_as_many_requests(
    extension: str, attempts: int, package: Callable[..., Any]
) -> None:
    name = package(DOCUMENT.format(method="post", extension=extension)).__name__
    fake = import_module(f"{name}.testing").Fake()
    fake.jobs.run.fails(503).returns("done")
    with fake.client() as client:
        if attempts == 1:
            with pytest.raises(Exception, match="503"):
                client.jobs.run()
        else:
            assert client.jobs.run() == "done"
    assert len(fake.calls) == attempts
    keys = {call.headers.get("x-once") for call in fake.calls}
    assert len(keys) == 1 and (None in keys) is (extension != KEY)


FIELDS = """
openapi: 3.1.0
info: {title: T, version: "1"}
servers: [{url: "https://api.example.com"}]
security: [{key: []}]
paths:
  /x/{id}:
    servers: [{url: "https://other.example.com/base"}]
    post:
      operationId: run
      tags: [jobs]
      security: [{}]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: q, in: query, schema: {type: string}}
        - {name: X-Own, in: header, schema: {type: string}}
        - {name: own, in: cookie, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: Done, content: {application/json: {schema: {type: string}}}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
"""


def test_a_fake_sees_every_field(package: Callable[..., Any]) -> None:
    fake = import_module(f"{package(FIELDS).__name__}.testing").Fake()
    fake.jobs.run.returns("done")
    with fake.client() as client:
        assert client.jobs.run("a", {"n": 1}, q="b", x_own="c", own="d") == "done"
    (call,) = fake.calls
    assert (call.path, call.query, call.body) == ({"id": "a"}, {"q": "b"}, {"n": 1})
    assert call.headers["x-own"] == "c" and call.headers["cookie"] == "***"
    assert "x-key" not in call.headers, "the operation's own security is none"
    assert call.url.endswith("/base/x/a?q=b") or call.url.endswith("/x/a?q=b")
