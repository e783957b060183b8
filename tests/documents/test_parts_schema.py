"""Multipart content by position whose schema describes no parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from restamp.pipeline import Result

DOCUMENT = """\
openapi: 3.2.0
info: {title: T, version: "1"}
paths:
  /x:
    post:
      operationId: send
      requestBody:
        content:
          multipart/mixed:
            schema: {type: %s}
            prefixEncoding: [{contentType: text/plain}]
      responses: {"204": {description: ""}}
"""


@pytest.mark.parametrize(
    ("type_", "count"), [("string", 1), ("object", 1), ("array", 0), ("[array, 'null']", 0)]
)
def test_a_schema_that_is_no_array(
    generated: Callable[..., Result], type_: str, count: int
) -> None:
    result = generated(DOCUMENT % type_)
    assert not result.failed
    places = [(d.position.line, d.at) for d in result.diagnostics if d.code == "parts-schema"]
    assert places == [(9, "#/paths/~1x/post/requestBody/content/multipart~1mixed")] * count
