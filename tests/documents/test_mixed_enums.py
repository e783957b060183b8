"""Enumerations of scalars of several types: each type is one of the union, and open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from restamp.pipeline import Result

DOCUMENT = """
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths: {{}}
components: {{schemas: {{Thing: {{type: object, required: [a], properties: {{a: {{enum: {values}}}}}}}}}}}
"""


@pytest.mark.parametrize(
    ("values", "annotation"),
    [
        ("[1, true]", "bool | Literal[1] | int"),
        ("[1.5, true]", "bool | float"),
        ("[1, 1.5]", "float"),
        ("[true, false, auto]", 'Literal["auto"] | bool | str'),
        ("[x, 1.5]", 'Literal["x"] | float'),
        ('["off", 0, false, null]', 'Literal["off", 0] | bool | str | int | None'),
        ('["1", 1]', 'Literal["1", 1] | str | int'),
        ("[true, false]", "bool"),
        ("[1, [1]]", "Any"),
    ],
)
def test_an_enumeration_of_several_types(
    values: str, annotation: str, generated: Callable[..., Result]
) -> None:
    files = generated(DOCUMENT.format(values=values)).files
    assert f"    a: {annotation}\n" in files["models/thing.py"]
