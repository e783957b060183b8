"""Names of enumeration members whose values differ in case or sign only."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import codes


def document(values: list[Any], more: str = "") -> str:
    schema = f"{{enum: {json.dumps(values)}, type: string{more}}}"
    return f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths:
  /e:
    get:
      operationId: e
      tags: [t]
      parameters: [{{name: e, in: query, schema: {{$ref: "#/components/schemas/E"}}}}]
      responses: {{"204": {{description: ok}}}}
components: {{schemas: {{E: {schema}}}}}
"""


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["1m", "1M", "1h"], ["VALUE_1_M_LOWER", "VALUE_1_M_UPPER", "VALUE_1_H"]),
        (["asc", "desc", "ASC"], ["ASC_LOWER", "DESC", "ASC_UPPER"]),
        (["txt", "TXT", "Txt"], ["TXT_LOWER", "TXT_UPPER", "TXT"]),
        (["Etc/GMT+1", "Etc/GMT-1"], ["ETC_GMT_PLUS_1", "ETC_GMT_MINUS_1"]),
        (["Etc/GMT", "etc/gmt", "Etc/GMT+0"], ["ETC_GMT", "ETC_GMT_LOWER", "ETC_GMT_0"]),
        (["name", "-name", "+name"], ["NAME", "MINUS_NAME", "PLUS_NAME"]),
        (["created", "-created", "CREATED"], ["CREATED_LOWER", "MINUS_CREATED", "CREATED_UPPER"]),
        (["foo-bar", "foo_bar"], ["FOO_BAR", "FOO_BAR_2"]),
        (["a", "A", "a_lower"], ["A_LOWER_2", "A_UPPER", "A_LOWER"]),
        (["c", "c++"], ["C", "C_PLUS_PLUS"]),
        (["*", "star", "other"], ["STAR_SIGN", "STAR", "OTHER"]),
        (["plus", "+", "-"], ["PLUS", "PLUS_SIGN", "MINUS"]),
        (["<", "less", "LESS"], ["LESS", "LESS_LOWER", "LESS_UPPER"]),
    ],
)
def test_words_tell_them_apart(
    package: Callable[..., Any], values: list[str], names: list[str]
) -> None:
    enum = package(document(values)).models.E
    assert {member.value: member.name for member in enum} == dict(zip(values, names, strict=True))


def test_a_note_tells_both(generated: Callable[..., Any]) -> None:
    result = generated(document(["1m", "1M", "1h"]))
    assert codes(result) == ["note[enum-names-alike] #/components/schemas/E"]
    (note,) = result.diagnostics
    assert note.message == (
        'values with similar names: "1m" is VALUE_1_M_LOWER, "1M" is VALUE_1_M_UPPER'
    )


def test_names_of_the_document_stay(package: Callable[..., Any]) -> None:
    names = ", x-enum-varnames: [minute, month, hour]"
    enum = package(document(["1m", "1M", "1h"], names)).models.E
    assert [member.name for member in enum] == ["MINUTE", "MONTH", "HOUR"]
