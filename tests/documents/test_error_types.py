"""The type of `error`: at run time it is what the annotation of the class says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

PROBLEM = (
    "{description: no, content: {application/json: {schema: {$ref: '#/components/schemas/P'}}}}"
)
PLAIN = "{description: no}"
FREE = "{description: no, content: {application/json: {schema: {}}}}"
DETAILS = (
    "{type: object, required: [detail], properties: {detail: {type: array, items: {type: string}}}}"
)


def document(a: str, b: str) -> str:
    return f"""
openapi: 3.1.0
info: {{title: Errors, version: "1"}}
paths:
  /a: {{get: {{operationId: a, tags: [t], responses: {{"204": {{description: ok}}, {a}}}}}}}
  /b: {{get: {{operationId: b, tags: [t], responses: {{"204": {{description: ok}}, {b}}}}}}}
components: {{schemas: {{P: {DETAILS}}}}}
"""


@pytest.mark.parametrize(
    ("a", "b", "annotations", "typed", "untyped"),
    [
        pytest.param(
            f'"422": {PROBLEM}, "418": {PROBLEM}',
            f'"404": {PLAIN}, "403": {FREE}',
            {"UnprocessableError": "models.P | None"},
            [422],
            [404, 403, 401, 418, 502],
            id="some",
        ),
        pytest.param(
            f'"404": {PROBLEM}, "403": {PROBLEM}, "500": {PROBLEM}',
            f'"404": {PLAIN}, "403": {FREE}',
            dict.fromkeys(("ForbiddenError", "NotFoundError", "ServerError"), "models.P | None"),
            [404, 403, 503],
            [401, 418],
            id="in another operation",
        ),
        pytest.param(
            f"default: {PROBLEM}",
            f'"404": {PLAIN}',
            {"StatusError": "models.P | None"},
            [404, 401, 418, 502],
            [],
            id="all",
        ),
        pytest.param(f'"404": {PLAIN}', f'"401": {FREE}', {}, [], [404, 401, 500], id="none"),
    ],
)
def test_the_annotation_and_the_value_agree(
    package: Callable[..., Any],
    a: str,
    b: str,
    annotations: dict[str, str],
    typed: list[int],
    untyped: list[int],
) -> None:
    """A body of another type is a model in part, or None, where the class has a type, and JSON data where it is Any."""
    acme = package(document(a, b))
    text = Path(acme.errors.__file__).read_text("utf-8")
    parts = (part.partition("(")[::2] for part in text.split("\nclass ")[1:])
    start = "def error(self) -> "
    shown = {n: rest.split(start)[1].partition(":")[0] for n, rest in parts if start in rest}
    assert shown == annotations

    body: object = {"detail": "no such thing"}
    status = 0
    transport = httpx2.MockTransport(lambda _: httpx2.Response(status, json=body))
    client = acme.Client(base_url="https://x.test", transport=transport, max_retries=0)
    for status in typed + untyped:
        with pytest.raises(acme.StatusError, match=r"no such thing$") as caught:
            client.t.b()
        error = caught.value.error
        shown = {"detail": error.detail} if status in typed else error
        assert shown == body, status
        assert b"no such thing" in caught.value.content
    body = {"message": "no"}
    for status in typed:
        with pytest.raises(acme.StatusError) as caught:
            client.t.b()
        assert caught.value.error is None, status
    body = {"detail": ["missing"]}
    for status in typed:
        with pytest.raises(acme.StatusError) as caught:
            client.t.b()
        assert caught.value.error.detail == ["missing"], status
