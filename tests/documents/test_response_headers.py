"""How docstrings say that a header of a response is read: `response.header(name, int)`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from restamp.pipeline import Result

DOCUMENT = """
openapi: 3.1.0
info: {{title: T, version: "1"}}
servers: [{{url: "https://api.example.com"}}]
paths:
  /x:
    get:
      operationId: run
      tags: [jobs]
      responses:
        "200":
          description: Done
          headers: {{X-Left: {{schema: {schema}}}}}
          content: {{application/json: {{schema: {{type: string}}}}}}
"""


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("{type: boolean}", "bool"),
        ("{type: integer}", "int"),
        ("{type: number}", "float"),
        ("{type: string}", "str"),
        ("{type: string, format: date}", "date"),
        ("{type: string, format: date-time}", "datetime"),
        ("{type: string, format: uuid}", "str"),
        ("{type: array, items: {type: number}}", "list[float]"),
    ],
)
def test_a_header(schema: str, kind: str, generated: Callable[..., Result]) -> None:
    files = generated(DOCUMENT.format(schema=schema)).files
    assert f"Header X-Left ({kind})" in files["api/jobs.py"]
