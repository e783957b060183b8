"""The module that parses what an API sends by itself."""

from __future__ import annotations

from collections.abc import Callable

import black
import pytest

from restamp.pipeline import Result

DOCUMENT = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths: {}
webhooks:
  NAME:
    post:
      operationId: NAME
      requestBody: {content: {application/json: {schema: SCHEMA}}}
      responses: {"204": {description: ok}}
"""


@pytest.mark.parametrize("name", ["sent", "sent_by_a_server_that_has_a_long_name_for_it"])
@pytest.mark.parametrize("schema", ["{}", "{type: array, items: {type: string, format: date}}"])
def test_functions_of_every_length_are_in_blacks_style(
    generated: Callable[..., Result], name: str, schema: str
) -> None:
    result = generated(DOCUMENT.replace("NAME", name).replace("SCHEMA", schema))
    text = result.files["webhooks.py"]
    mode = black.Mode(target_versions={black.TargetVersion.PY311})
    assert black.format_str(text, mode=mode) == text
