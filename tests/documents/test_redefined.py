"""Properties that parts of an `allOf` declare with types that no value has at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def document(first: str, second: str) -> str:
    return f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths: {{}}
components:
  schemas:
    Name: {{type: object, properties: {{first: {{type: string}}}}}}
    Base: {{type: object, properties: {{p: {first}}}}}
    Other:
      allOf:
        - {{$ref: '#/components/schemas/Base'}}
        - {{type: object, properties: {{p: {second}}}}}
"""


NAME = "{$ref: '#/components/schemas/Name'}"


@pytest.mark.parametrize(
    ("first", "second", "earlier", "later"),
    [
        ("{type: string}", "{type: integer}", "string", "integer"),
        ("{type: array, items: {type: string}}", NAME, "array of string", '"Name"'),
        (
            NAME,
            "{type: object, additionalProperties: {type: integer}}",
            '"Name"',
            "map of integer",
        ),
        ("{type: [integer, 'null']}", "{format: uuid, type: string}", "integer or null", "uuid"),
        ("{const: a}", "{const: b}", 'the constant "a"', 'the constant "b"'),
        ("{type: string, format: date}", "{type: string, format: uuid}", "date", "uuid"),
    ],
)
def test_a_type_that_is_lost_is_a_warning(
    generated: Callable[..., Any], first: str, second: str, earlier: str, later: str
) -> None:
    (diagnostic,) = generated(document(first, second)).diagnostics
    assert f"{diagnostic.severity}[{diagnostic.code}]" == "warning[property-redefined]"
    assert diagnostic.at == "#/components/schemas/Other/allOf/1/properties/p"
    assert diagnostic.message == (
        f'"p" is {earlier} at #/components/schemas/Base/properties/p and {later} here, '
        f"and no type is both: it becomes {later}"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{type: string}", "{type: string, format: date}"),
        ("{type: number}", "{type: integer}"),
        ("{type: string}", "{const: b}"),
        (NAME, "{type: object}"),
        (NAME, "{type: object, properties: {last: {type: string}}}"),
        ("{}", NAME),
    ],
)
def test_a_type_that_is_narrowed_is_none(
    generated: Callable[..., Any], first: str, second: str
) -> None:
    assert list(generated(document(first, second)).diagnostics) == []
